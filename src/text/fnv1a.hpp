// A hash that is the same on every machine.
#pragma once

#include <cstdint>
#include <string_view>

namespace logprobs::text {

/// FNV-1a with 64 bits: it finds damage, not malice.
class Fnv1a {
 public:
  /// Adds each byte of `text`.
  void add(std::string_view text) {
    for (const char byte : text) add_number(static_cast<unsigned char>(byte));
  }
  /// Adds a number as if it were one byte.
  void add_number(std::uint64_t number) { hash_ = (hash_ ^ number) * 0x100'0000'01B3; }
  /// The hash of all that was added.
  std::uint64_t value() const { return hash_; }

 private:
  std::uint64_t hash_ = 0xCBF2'9CE4'8422'2325;
};

}  // namespace logprobs::text

// What a fuzzed input is: a text, followed by the settings of the run, read from the last byte on.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

namespace fuzz {

/// Ends the run, for what the program must never do.
[[noreturn]] inline void fail(const char* what, std::string_view text) {
  std::fprintf(stderr, "%s:\n%.*s\n", what, static_cast<int>(text.size()), text.data());
  std::abort();
}

inline void check(bool good, const char* what, std::string_view text) {
  if (!good) fail(what, text);
}

/// The settings are taken first; rest() is the text.
class Input {
 public:
  Input(const std::uint8_t* data, std::size_t size)
      : rest_(reinterpret_cast<const char*>(data), size) {}

  /// The last byte not taken yet; 0 if there is none.
  std::uint8_t byte() {
    if (rest_.empty()) return 0;
    const auto last = static_cast<std::uint8_t>(rest_.back());
    rest_.remove_suffix(1);
    return last;
  }
  /// A number from 0 up to `end`, which it does not reach.
  std::size_t below(std::size_t end) { return byte() % end; }
  bool flag() { return byte() % 2 == 1; }
  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

/// Where a text is cut: the lengths of its pieces, used in turn.
class Cuts {
 public:
  explicit Cuts(Input& input) : count_(1 + input.below(lengths_.size())) {
    for (std::size_t i = 0; i < count_; ++i) lengths_[i] = length(input.byte());
  }

  /// Calls `take` with each piece of `text`.
  template <typename Take>
  void for_each_piece(std::string_view text, Take take) const {
    for (std::size_t i = 0; !text.empty(); ++i) {
      const std::size_t size = std::min(lengths_[i % count_], text.size());
      take(text.substr(0, size));
      text.remove_prefix(size);
    }
  }

 private:
  /// Every short length, and a few long ones.
  static std::size_t length(std::uint8_t byte) {
    return byte < 128 ? byte + std::size_t{1} : (byte - std::size_t{127}) * 32;
  }

  std::array<std::size_t, 4> lengths_{};
  std::size_t count_;
};

}  // namespace fuzz

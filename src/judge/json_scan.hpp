// Reads a JSON text (RFC 8259) without building it: where its values are.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "logprobs/findings.hpp"

namespace logprobs::judge {

/// Bytes of a text, from `begin` up to `end`, which is not one of them.
struct Bytes {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  std::uint32_t size() const { return end - begin; }
};

/// One step of a path: into a member of an object, or into an element of an array.
struct JsonStep {
  std::uint32_t parent = 0;  ///< the step before it, a place in JsonScan::steps
  std::uint32_t index = 0;   ///< of an element
  Bytes key{};               ///< of a member: what is between the quotes of its key
  bool is_key = false;       ///< it is a member
};

/// A leaf, which is a value that holds no other, and where it is. An array or an object is one if
/// it is empty.
struct JsonLeaf {
  LeafKind kind = LeafKind::null;
  std::uint32_t step = 0;  ///< the last step of its path, a place in JsonScan::steps
  Bytes value{};           ///< of a string: what is between its quotes
};

/// What there is in a JSON text, in its order.
struct JsonScan {
  JsonEnd end = JsonEnd::none;
  std::size_t begin = 0;           ///< the byte at which the value begins
  std::size_t stop = 0;            ///< the byte after it, or where it breaks
  std::size_t resume = 0;          ///< where to look for another value that is not in this one
  std::string_view problem{};      ///< if it is not whole: what is missing or wrong, a phrase
  std::uint32_t last_step = 0;     ///< the last step of the path to what it stops in
  std::vector<JsonStep> steps{};   ///< the first is the whole value, and has no name
  std::vector<JsonLeaf> leaves{};  ///< those that are whole
  std::vector<Bytes> keys{};       ///< what is between the quotes of each key
};

/// Reads the value at byte `begin` of `text`, or after white space there. Takes time in proportion
/// to the bytes read, and no stack for what is nested.
void scan_json(std::string_view text, std::size_t begin, JsonScan& into);

/// The text of a valid JSON string, which includes its quotes.
std::string decoded(std::string_view quoted);

/// The path of a step as a JSON Pointer (RFC 6901).
std::string pointer_to(std::string_view text, const JsonScan& scan, std::uint32_t step);

}  // namespace logprobs::judge

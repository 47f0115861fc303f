// Finds where a JSON value ends, without reading what it says.
#pragma once

#include <cstddef>
#include <string_view>

namespace logprobs::read {

/// White space as JSON has it.
inline bool is_json_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// `text` without white space at its ends.
std::string_view trim(std::string_view text);

/// Looks at brackets and strings alone, so it is fast, and it can be fed any cut. A value that ends
/// may still be broken inside: the decoder sees that.
class ValueScanner {
 public:
  enum class State { blank, inside, scalar, ended, broken };

  /// Goes on over `text` to the value's end or the text's; returns the bytes that were used.
  std::size_t scan(std::string_view text);
  /// Says that no text follows: a bare number or word ends there.
  void finish();
  State state() const { return state_; }

 private:
  void start(char c);
  std::size_t scan_string(std::string_view text);
  std::size_t scan_brackets(std::string_view text);

  State state_ = State::blank;
  std::size_t depth_ = 0;
  bool in_string_ = false;
  bool escaped_ = false;
};

/// True when `text` is one value, bracket by bracket, with nothing but white space around it.
bool is_one_value(std::string_view text);

}  // namespace logprobs::read

// Finds where a JSON value ends, without reading what it says.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace logprobs::read {

/// White space according to JSON.
inline bool is_json_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// How many characters at the front of `text` are such. (find_first_not_of() calls memchr() for
/// each.)
template <typename IsSuch>
std::size_t size_while(std::string_view text, IsSuch is_such) {
  const auto end = std::find_if_not(text.begin(), text.end(), is_such);
  return static_cast<std::size_t>(end - text.begin());
}

/// `text` without white space at its ends.
std::string_view trim(std::string_view text);

/// Looks only at brackets, strings, and how lines go on, which is fast, and takes a value in any
/// pieces. A value that ends may still be broken inside: the decoder finds out.
class ValueScanner {
 public:
  /// `blank`: nothing but white space came; `inside`: of an object, array or string; `scalar`: in a
  /// number or word, whose end only the next byte tells; `broken`: what came is in no value.
  enum class State { blank, inside, scalar, ended, broken };

  /// Continues to the end of the value, or of `text`; returns how many bytes of `text` it used.
  std::size_t scan(std::string_view text);
  /// Says that a line ends here. A value is broken if one of its strings goes on in another line,
  /// or if a line begins with what may not follow the line before.
  void end_line();
  /// Says that no text follows, which ends a bare number or word.
  void finish();
  State state() const { return state_; }

 private:
  void start(char c);
  std::size_t begin_line(std::string_view text);
  void note_last(std::string_view text);
  std::size_t scan_inside(std::string_view text);
  std::size_t scan_string(std::string_view text, std::size_t i);
  std::size_t scan_brackets(std::string_view text, std::size_t i);

  State state_ = State::blank;
  std::size_t depth_ = 0;
  bool in_string_ = false;
  bool escaped_ = false;
  bool at_line_ = false;  // nothing but white space came in this line
  char last_ = 0;         // of what came before in the lines, but for white space
};

/// True if `text` is one value, judged by its brackets, and white space around it.
bool is_one_value(std::string_view text);

}  // namespace logprobs::read

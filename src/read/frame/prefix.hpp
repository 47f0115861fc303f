// Finds what stands in a line after text such as a log's time stamp.
#pragma once

#include <cstddef>
#include <string_view>

namespace logprobs::read {

/// Where, after white space, an event line or one whole object or array begins that takes the rest
/// of `line`; npos if nothing does. The time it takes is linear in the line's size.
std::size_t find_after_text(std::string_view line);

/// Remembers the text before the last event line: lines of the same stream have much the same.
class PrefixFinder {
 public:
  /// As find_after_text(), but finds any event line if the text before it is like the last.
  std::size_t find(std::string_view line);
  /// True if `line` is a stream's blank line with text like the last before it.
  bool is_blank_line(std::string_view line) const;

 private:
  bool is_like_last(std::string_view line) const;

  std::size_t size_ = 0;       // of the last text, with the white space after it
  std::size_t text_size_ = 0;  // without
  char last_ = 0;              // its last character
};

}  // namespace logprobs::read

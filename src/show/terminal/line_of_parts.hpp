// A line of parts that is broken between two of them on a narrow terminal.
#pragma once

#include <string>
#include <string_view>

#include "show/terminal/style.hpp"

namespace logprobs::show {

/// The cells of a line that is neither wider than the terminal nor than what is easy to read; 0: no
/// limit.
int line_limit(const ShowOptions& options);

/// Writes parts one after another. No line is wider than line_limit(). All lines are indented, the
/// first one unless it is a heading.
class LineOfParts {
 public:
  LineOfParts(const ShowOptions& options, std::string& out, bool is_heading = false);

  /// Appends a part after `gap`, which has a style of its own, or at the beginning of the next
  /// line. A part that is wider than a line is cut off with “…”.
  void add(std::string_view gap, const Style& gap_style, std::string_view text, const Style& style);
  /// Ends the last line.
  void end();

 private:
  int limit_;  // 0: none
  StyleWriter writer_;
  std::string& out_;
  bool indented_;  // the current line, or the next
  bool has_part_ = false;
  int column_ = 0;
};

}  // namespace logprobs::show

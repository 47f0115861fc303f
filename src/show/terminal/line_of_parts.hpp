// A line of parts that is broken between two of them on a narrow terminal.
#pragma once

#include <string>
#include <string_view>

#include "show/terminal/style.hpp"

namespace logprobs::show {

/// Writes parts one after another, indented. Nothing is wider than the terminal, nor than what is
/// easy to read.
class LineOfParts {
 public:
  LineOfParts(const ShowOptions& options, std::string& out);

  /// Appends a part after `gap`, which has a style of its own, or at the begin of the next line.
  void add(std::string_view gap, const Style& gap_style, std::string_view text, const Style& style);
  /// Ends the last line.
  void end();

 private:
  int limit_;  // 0: none
  StyleWriter writer_;
  std::string& out_;
  int column_ = 0;
};

}  // namespace logprobs::show

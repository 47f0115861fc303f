// Writes one row of columns.
#pragma once

#include <string>
#include <string_view>

#include "show/terminal/style.hpp"

namespace logprobs::show {

/// Cells between two columns.
inline constexpr int column_gap = 2;

/// So many spaces; none for a number below 0.
std::string spaces(int count);

/// Writes the cells of a row from left to right. What is wider than its column moves those after it
/// only as far as they need to; no row is wider than the terminal or ends with spaces.
class RowWriter {
 public:
  /// The first column begins after `indent` cells.
  RowWriter(const ShowOptions& options, std::string& out, int indent = 0)
      : limit_(options.width), writer_(colors_of(options)), out_(out), due_(indent) {}

  /// Writes visible text at the left of a column, cut off with “…” where it is too long. A column
  /// without a width is left out.
  void left(std::string_view text, int width, const Style& style);
  /// Writes visible text at the right of a column.
  void right(std::string_view text, int width, const Style& style);
  /// Leaves a column empty.
  void skip(int width);
  /// Begins a cell that more() fills.
  void begin(int width);
  /// Makes the last column wider, for what more() adds to its cell.
  void widen(int width) { due_ += width; }
  /// Writes more text into the cell that was written last.
  void more(std::string_view text, const Style& style);
  /// The cells that the cell at the left of such a column may have.
  int room(int width) const;
  /// Ends the row.
  void end() { writer_.newline(out_); }

 private:
  int begin_after_gap() const { return at_ == 0 ? 0 : at_ + column_gap; }
  void move_to(int place);
  void write(int begin, std::string_view text, const Style& style);

  int limit_;  // 0: none
  StyleWriter writer_;
  std::string& out_;
  int at_ = 0;  // cells so far
  int due_;     // where the next column begins, if nothing is too wide
};

}  // namespace logprobs::show

// A row of a screen.
#pragma once

#include <string>
#include <string_view>

#include "show/terminal/style.hpp"

namespace logprobs::explore {

/// Writes one row from left to right, which never gets wider than its width.
class Row {
 public:
  /// `width`: in cells.
  Row(const show::Colors& colors, int width) : writer_(colors), width_(width) {}

  /// Appends visible text, cut off with “…” where the row ends.
  void put(std::string_view text, const show::Style& style = {});
  /// Appends a glyph of that many cells, unless it does not fit.
  void put_glyph(std::string_view text, int cells, const show::Style& style);
  /// Appends spaces up to a column.
  void move_to(int column);
  /// Appends a part that another row made, which takes so many cells.
  void put_part(const std::string& part, int cells);
  int column() const { return column_; }
  int left() const { return width_ - column_; }
  /// The row, in the terminal's own style at its end.
  std::string end();

 private:
  show::StyleWriter writer_;
  int width_;
  int column_ = 0;
  std::string text_;
};

}  // namespace logprobs::explore

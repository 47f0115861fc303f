// Fits columns into a terminal before what they will hold is known.
#pragma once

#include <algorithm>
#include <functional>
#include <span>
#include <utility>
#include <vector>

#include "show/terminal/row_writer.hpp"

namespace logprobs::show {

/// The fewest cells of a column of fields.
inline constexpr int least_fields = 12;

/// The cells that the names of sources take, with so many after them, as far as that is known.
inline int source_width(const ShowOptions& options, int after) {
  constexpr int usual = 24;
  return options.source_width == 0 ? usual : options.source_width + after;
}

/// The columns of a row, whose widths are changed in place. One of 0 is left out.
class FittingColumns {
 public:
  /// `width` is the terminal's, in cells; 0: nothing limits it.
  FittingColumns(int width, std::vector<int*> columns)
      : width_(width == 0 ? unlimited : width), columns_(std::move(columns)) {}

  int width() const { return width_; }

  /// The cells that are left; below 0 if the columns do not fit.
  int left() const {
    int cells = -column_gap;
    for (const int* column : columns_) cells += *column > 0 ? column_gap + *column : 0;
    return width_ - std::max(cells, 0);
  }

  /// Takes as many steps, each of which gives something up, as it takes for the columns to fit.
  void give_up(std::span<const std::function<void()>> steps) const {
    for (auto step = steps.begin(); left() < 0 && step != steps.end(); ++step) (*step)();
  }

  /// Widens a column, if it is not left out, as far as there is room: to `most` cells at most.
  void widen(int& column, int most) const {
    if (column > 0) column += std::max(std::min(left(), most - column), 0);
  }

 private:
  static constexpr int unlimited = 200;

  int width_;
  std::vector<int*> columns_;
};

}  // namespace logprobs::show

#include "show/terminal/row_writer.hpp"

#include <algorithm>

#include "logprobs/text.hpp"

namespace logprobs::show {

std::string spaces(int count) {
  return std::string(static_cast<std::size_t>(std::max(count, 0)), ' ');
}

int RowWriter::room(int width) const {
  const int begin = std::max(due_, begin_after_gap());
  return std::max(due_ + width - begin, 1);
}

void RowWriter::left(std::string_view text, int width, const Style& style) {
  if (width <= 0) return;
  const int begin = std::max(due_, begin_after_gap());
  write(begin, visible_line(text, room(width)), style);
  skip(width);
}

void RowWriter::right(std::string_view text, int width, const Style& style) {
  if (width <= 0) return;
  const int begin = std::max(due_ + width - display_width(text), begin_after_gap());
  write(begin, text, style);
  skip(width);
}

void RowWriter::skip(int width) {
  if (width > 0) due_ += width + column_gap;
}

void RowWriter::begin(int width) {
  move_to(std::max(due_, begin_after_gap()));
  skip(width);
}

void RowWriter::move_to(int place) {
  writer_.close(out_);
  out_ += spaces(place - at_);
  at_ = place;
}

void RowWriter::more(std::string_view text, const Style& style) { write(at_, text, style); }

/// Writes a text that begins at a place, if the row has room for it.
void RowWriter::write(int begin, std::string_view text, const Style& style) {
  const int width = display_width(text);
  if (text.empty()) return;
  if (limit_ > 0 && begin + width > limit_) {
    // A row has its first cell, as far as it fits, whatever the columns are.
    if (at_ == 0) write(0, visible_line(text, limit_), style);
    return;
  }
  if (begin > at_) move_to(begin);
  writer_.write(isolated(std::string(text)), style, out_);
  at_ = begin + width;
}

}  // namespace logprobs::show

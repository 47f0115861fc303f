#include "explore/row.hpp"

#include <algorithm>
#include <utility>

#include "logprobs/text.hpp"

namespace logprobs::explore {

void Row::put(std::string_view text, const show::Style& style) {
  if (left() <= 0 || text.empty()) return;
  const int cells = display_width(text);
  if (cells <= left()) return put_glyph(text, cells, style);
  const std::string part = visible_line(text, left());
  put_glyph(part, display_width(part), style);
}

void Row::put_glyph(std::string_view text, int cells, const show::Style& style) {
  if (cells > left()) return;
  writer_.write(text, style, text_);
  column_ += cells;
}

void Row::move_to(int column) {
  const int count = std::min(column, width_) - column_;
  if (count <= 0) return;
  put_glyph(std::string(static_cast<std::size_t>(count), ' '), count, {});
}

void Row::put_part(const std::string& part, int cells) {
  writer_.close(text_);
  text_ += part;
  column_ += cells;
}

std::string Row::end() {
  writer_.close(text_);
  return std::exchange(text_, {});
}

}  // namespace logprobs::explore

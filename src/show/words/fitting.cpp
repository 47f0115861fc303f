#include "show/words/fitting.hpp"

#include "logprobs/text.hpp"
#include "text/visible_stream.hpp"

namespace logprobs::show {

std::string beginning_of(std::string_view visible_text, int cells) {
  return with_spaces(visible_cell(visible_text, cells));
}

std::string end_of(std::string_view visible_text, int cells) {
  int left = display_width(visible_text);
  if (left <= cells) return std::string(visible_text);
  if (cells <= 0) return {};
  text::VisibleStream stream(text::Space::line);
  stream.feed(visible_text);
  stream.finish();
  std::size_t begin = 0;
  for (text::Glyph glyph; stream.next(glyph); begin += glyph.size, left -= glyph.width) {
    if (!glyph.extends && left < cells) break;
  }
  return "…" + std::string(visible_text.substr(begin));
}

}  // namespace logprobs::show

#include "show/words/fitting.hpp"

#include "logprobs/text.hpp"
#include "text/visible_stream.hpp"

namespace logprobs::show {
namespace {

/// Calls `visit` with each glyph until it returns false.
template <typename Visit>
void each_glyph(std::string_view visible_text, Visit visit) {
  text::VisibleStream stream(text::Space::line);
  stream.feed(visible_text);
  stream.finish();
  for (text::Glyph glyph; stream.next(glyph) && visit(glyph);) {
  }
}

}  // namespace

std::string beginning_of(std::string_view visible_text, int cells) {
  if (display_width(visible_text) <= cells) return std::string(visible_text);
  if (cells <= 0) return {};
  std::size_t end = 0;
  std::size_t at = 0;
  int width = 0;
  each_glyph(visible_text, [&](const text::Glyph& glyph) {
    if (!glyph.extends && width < cells) end = at;
    width += glyph.width;
    at += glyph.size;
    return width <= cells;
  });
  return std::string(visible_text.substr(0, end)) + "…";
}

std::string end_of(std::string_view visible_text, int cells) {
  int left = display_width(visible_text);
  if (left <= cells) return std::string(visible_text);
  if (cells <= 0) return {};
  std::size_t begin = 0;
  each_glyph(visible_text, [&](const text::Glyph& glyph) {
    if (!glyph.extends && left < cells) return false;
    begin += glyph.size;
    left -= glyph.width;
    return true;
  });
  return "…" + std::string(visible_text.substr(begin));
}

}  // namespace logprobs::show

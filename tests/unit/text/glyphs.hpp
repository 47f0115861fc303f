// The glyphs of a text, for comparison.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "text/visible_stream.hpp"

namespace samples {

/// A glyph that owns its text: text, size, width, escaped, extends.
using Shown = std::tuple<std::string, std::size_t, int, bool, bool>;

/// Appends the glyphs that are ready.
inline void read(logprobs::text::VisibleStream& stream, std::vector<Shown>& glyphs) {
  for (logprobs::text::Glyph glyph; stream.next(glyph);) {
    glyphs.emplace_back(glyph.text, glyph.size, glyph.width, glyph.escaped, glyph.extends);
  }
}

/// The glyphs of a text that comes in pieces.
inline std::vector<Shown> glyphs_of(logprobs::text::Space space,
                                    const std::vector<std::string_view>& pieces) {
  logprobs::text::VisibleStream stream(space);
  std::vector<Shown> glyphs;
  for (const std::string_view piece : pieces) {
    stream.feed(piece);
    read(stream, glyphs);
  }
  stream.finish();
  read(stream, glyphs);
  return glyphs;
}

/// A copy of `text` for each time.
inline std::string repeated(std::string_view text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

}  // namespace samples

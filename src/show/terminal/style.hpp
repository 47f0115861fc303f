// Bands as a terminal paints them.
#pragma once

#include <string>
#include <string_view>

#include "logprobs/show.hpp"

namespace logprobs::show {

/// How a piece of text looks; equal ones need no escape sequence between them.
struct Style {
  Band band = Band::none;
  bool low = false;      ///< underlined
  bool escaped = false;  ///< reversed: it spells out what must not reach a terminal
  bool dim = false;      ///< quiet, beside the answer

  bool operator==(const Style&) const = default;
};

/// The style of a bar: without colours it has none, for what is reversed shows blocks as gaps.
Style bar_style(const Style& style, ColorDepth depth);

/// The escape sequence that goes from any style to this one; empty without colours.
std::string sgr(const Style& style, ColorDepth depth, Palette palette);

/// A 24-bit colour.
struct Rgb {
  int red = 0, green = 0, blue = 0;
};

/// The band's colour; both palettes read well on light and on dark, and the bands of the one for
/// colour-blind people differ in luminance too.
Rgb band_rgb(Band band, Palette palette);

/// Writes styled text; it puts an escape sequence only where the style changes, and none across a
/// line's end.
class StyleWriter {
 public:
  StyleWriter(ColorDepth depth, Palette palette) : depth_(depth), palette_(palette) {}

  void write(std::string_view text, const Style& style, std::string& out);
  void newline(std::string& out);
  /// Back to the terminal's own style.
  void close(std::string& out);

 private:
  ColorDepth depth_;
  Palette palette_;
  Style open_{};
};

}  // namespace logprobs::show

// Colours and attributes of text on a terminal.
#pragma once

#include <string>
#include <string_view>

#include "logprobs/show.hpp"

namespace logprobs::show {

/// How a piece of text looks.
struct Style {
  Band band = Band::none;  ///< its colour
  bool low = false;        ///< underlined
  bool escaped = false;    ///< reversed: the spelling of a byte that must not reach a terminal
  bool dim = false;        ///< less important than the answer

  bool operator==(const Style&) const = default;
};

/// The style of a bar: like `style`, but without attributes in place of colours, since reverse
/// video turns blocks into gaps.
Style bar_style(const Style& style, ColorDepth depth);

/// The escape sequence (SGR) that switches from any style to this one; empty without colours.
std::string sgr(const Style& style, ColorDepth depth, Palette palette);

/// A 24-bit colour.
struct Rgb {
  int red = 0, green = 0, blue = 0;
};

/// The band's colour. Both palettes are readable on light and on dark; in the one for colour-blind
/// people the bands differ in luminance too.
Rgb band_rgb(Band band, Palette palette);

/// Writes styled text. It writes an escape sequence only where the style changes, and ends every
/// style before the end of a line.
class StyleWriter {
 public:
  StyleWriter(ColorDepth depth, Palette palette) : depth_(depth), palette_(palette) {}

  /// Appends `text`, which must have no line feed, in this style.
  void write(std::string_view text, const Style& style, std::string& out);
  /// Appends a line feed in the terminal's own style.
  void newline(std::string& out);
  /// Returns to the terminal's own style.
  void close(std::string& out);

 private:
  ColorDepth depth_;
  Palette palette_;
  Style open_{};
};

}  // namespace logprobs::show

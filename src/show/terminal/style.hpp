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
  bool ambiguous = false;  ///< underlined by a wave,
  bool not_top = false;    ///< by dashes, or by two lines if it is both
  bool slanted = false;    ///< low where another line than its own may be
  bool escaped = false;    ///< reversed: the spelling of a byte that must not reach a terminal
  bool dim = false;        ///< less important than the answer
  bool strong = false;     ///< bold, as what is red or low is anyway

  bool has_line() const { return low || ambiguous || not_top; }
  /// The same without a line.
  Style without_line() const {
    Style plain = *this;
    plain.low = plain.ambiguous = plain.not_top = false;
    return plain;
  }

  bool operator==(const Style&) const = default;
};

inline constexpr Style quiet{.dim = true};  // less important than what is around it
inline constexpr Style strong{.strong = true};

/// Which colours a terminal shows.
struct Colors {
  ColorDepth depth = ColorDepth::none;
  Palette palette = Palette::classic;
  Background background = Background::unknown;
};

/// Those of a view.
inline Colors colors_of(const ShowOptions& options) {
  return {options.depth, options.palette, options.background};
}

/// Whether lines stand for the marks of clues. Lines are escape sequences, also in svg.
inline bool has_lines(const ShowOptions& options) {
  return options.lines && options.depth != ColorDepth::none;
}

/// The style of a token's text.
Style token_style(const Verdict& verdict, const ShowOptions& options);

/// The marks that follow a token's text; none where lines stand for them.
std::string token_marks(const Clues& clues, const ShowOptions& options);

/// The style of a bar: like `style`, but without attributes in place of colours, since reverse
/// video turns blocks into gaps.
Style bar_style(const Style& style, ColorDepth depth);

/// The escape sequence (SGR) that switches from any style to this one; empty without colours. What
/// is red or low is bold, so that the least sure stands out also to whoever tells no red from
/// green.
std::string sgr(const Style& style, const Colors& colors);

/// A 24-bit colour.
struct Rgb {
  int red = 0, green = 0, blue = 0;
};

/// The band's colour, of which the contrast (WCAG 2.1) to a known background is 4.5 or more; to
/// white and to black it is 2.3 or more if none is known. In the palette for colour-blind people
/// lightness rises on dark from green to red, and falls on light: the least sure has the most
/// contrast.
Rgb band_rgb(Band band, const Colors& colors);
/// The nearest of the 256 colours of xterm for which the same is true.
int band_xterm(Band band, const Colors& colors);

/// Writes styled text. It writes an escape sequence only where the style changes, and ends every
/// style before the end of a line.
class StyleWriter {
 public:
  explicit StyleWriter(const Colors& colors) : colors_(colors) {}

  /// Appends `text`, which must have no line feed, in this style.
  void write(std::string_view text, const Style& style, std::string& out);
  /// Appends a line feed in the terminal's own style.
  void newline(std::string& out);
  /// Returns to the terminal's own style.
  void close(std::string& out);

 private:
  Colors colors_;
  Style open_{};
};

}  // namespace logprobs::show

#include "show/terminal/style.hpp"

#include <fmt/format.h>

#include <array>

namespace logprobs::show {
namespace {

constexpr int bands = 6;

std::size_t index_of(Band band) { return static_cast<std::size_t>(band); }

// Each colour has a contrast of at least 2.5 to white and to black (by the formula of WCAG 2.1), so
// that answers are readable on both.
constexpr std::array<std::array<Rgb, bands>, 2> rgb = {{
    {{{}, {23, 146, 78}, {112, 152, 0}, {181, 137, 0}, {217, 105, 13}, {214, 40, 40}}},
    {{{}, {0, 102, 170}, {74, 163, 223}, {150, 140, 110}, {232, 152, 14}, {186, 74, 20}}},
}};

// The nearest colours of the xterm colour cube.
constexpr std::array<std::array<int, bands>, 2> xterm256 = {{
    {0, 29, 106, 136, 166, 160},
    {0, 25, 74, 101, 172, 130},
}};

// There is no orange among sixteen colours. Bright red is the nearest; red is bold, so that the two
// differ even in a theme that gives them one colour.
constexpr std::array<std::array<std::string_view, bands>, 2> ansi16 = {{
    {"", "32", "92", "33", "91", "1;31"},
    {"", "34", "36", "37", "33", "1;31"},
}};

constexpr std::array<std::string_view, bands> attributes = {"", "", "1", "4", "1;4", "7"};

std::string band_codes(Band band, ColorDepth depth, Palette palette) {
  const auto row = static_cast<std::size_t>(palette);
  if (band == Band::none || depth == ColorDepth::none) return "";
  switch (depth) {
    case ColorDepth::attributes:
      return std::string(attributes[index_of(band)]);
    case ColorDepth::ansi16:
      return std::string(ansi16[row][index_of(band)]);
    case ColorDepth::ansi256:
      return fmt::format("38;5;{}", xterm256[row][index_of(band)]);
    case ColorDepth::rgb: {
      const Rgb color = band_rgb(band, palette);
      return fmt::format("38;2;{};{};{}", color.red, color.green, color.blue);
    }
    case ColorDepth::none:
      break;
  }
  return "";
}

}  // namespace

Rgb band_rgb(Band band, Palette palette) {
  return rgb[static_cast<std::size_t>(palette)][index_of(band)];
}

Style bar_style(const Style& style, ColorDepth depth) {
  Style plain = style;
  if (depth == ColorDepth::attributes) plain.band = Band::none;
  return plain;
}

std::string sgr(const Style& style, ColorDepth depth, Palette palette) {
  if (depth == ColorDepth::none) return "";
  std::string codes = band_codes(style.band, depth, palette);
  const auto add = [&](bool wanted, std::string_view code) {
    if (!wanted) return;
    if (!codes.empty()) codes += ';';
    codes += code;
  };
  add(style.low, "4");
  add(style.escaped, "7");
  add(style.dim, "2");
  return codes.empty() ? "\x1b[0m" : fmt::format("\x1b[0;{}m", codes);
}

void StyleWriter::write(std::string_view text, const Style& style, std::string& out) {
  if (style != open_) {
    if (depth_ != ColorDepth::none) out += sgr(style, depth_, palette_);
    open_ = style;
  }
  out += text;
}

void StyleWriter::newline(std::string& out) {
  close(out);
  out += '\n';
}

void StyleWriter::close(std::string& out) { write("", Style{}, out); }

}  // namespace logprobs::show

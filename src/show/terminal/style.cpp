#include "show/terminal/style.hpp"

#include <fmt/format.h>

#include <array>

#include "show/words/marks.hpp"

namespace logprobs::show {
namespace {

constexpr int band_count = 6;

std::size_t index_of(Band band) { return static_cast<std::size_t>(band); }

/// By palette, background and band.
template <typename Value>
using Table = std::array<std::array<std::array<Value, band_count>, 3>, 2>;

constexpr Table<Rgb> rgb = {{
    {{{{{}, {23, 146, 78}, {112, 152, 0}, {181, 137, 0}, {217, 105, 13}, {214, 40, 40}}},
      {{{}, {95, 200, 135}, {165, 200, 75}, {225, 190, 70}, {255, 155, 85}, {255, 110, 110}}},
      {{{}, {20, 115, 65}, {88, 107, 0}, {132, 96, 0}, {176, 74, 0}, {200, 26, 32}}}}},
    {{{{{}, {0, 102, 170}, {74, 163, 223}, {150, 140, 110}, {232, 152, 14}, {186, 74, 20}}},
      {{{}, {72, 146, 208}, {125, 172, 205}, {178, 186, 172}, {238, 188, 96}, {255, 226, 120}}},
      {{{}, {0, 114, 178}, {70, 100, 118}, {92, 86, 66}, {112, 64, 0}, {92, 32, 0}}}}},
}};

constexpr Table<int> xterm256 = {{
    {{{0, 29, 106, 136, 166, 160}, {0, 78, 149, 221, 215, 203}, {0, 29, 58, 94, 130, 124}}},
    {{{0, 25, 74, 101, 172, 130}, {0, 75, 146, 250, 222, 228}, {0, 26, 24, 239, 88, 52}}},
}};

// There are neither lime nor orange among sixteen colours: they are a bold green, and a red that is
// not bold.
constexpr Table<std::string_view> ansi16 = {{
    {{{"", "32", "1;32", "33", "31", "31"},
      {"", "32", "1;32", "33", "31", "31"},
      {"", "32", "1;32", "33", "31", "31"}}},
    {{{"", "34", "36", "37", "33", "1;31"},
      {"", "34", "36", "37", "33", "1;33"},
      {"", "34", "36", "90", "33", "1;31"}}},
}};

constexpr std::array<std::string_view, band_count> attributes = {"", "", "1", "4", "1;4", "7"};

template <typename Value>
Value entry(const Table<Value>& table, Band band, const Colors& colors) {
  return table[static_cast<std::size_t>(colors.palette)]
              [static_cast<std::size_t>(colors.background)][index_of(band)];
}

std::string band_codes(Band band, const Colors& colors) {
  if (band == Band::none) return "";
  switch (colors.depth) {
    case ColorDepth::attributes:
      return std::string(attributes[index_of(band)]);
    case ColorDepth::ansi16:
      return std::string(entry(ansi16, band, colors));
    case ColorDepth::ansi256:
      return fmt::format("38;5;{}", band_xterm(band, colors));
    case ColorDepth::rgb: {
      const Rgb color = band_rgb(band, colors);
      return fmt::format("38;2;{};{};{}", color.red, color.green, color.blue);
    }
    case ColorDepth::none:
      break;
  }
  return "";
}

/// The line under the text: double, wavy, dashed (the numbers are kitty's) or plain.
std::string_view line_code(const Style& style) {
  if (style.ambiguous) return style.not_top ? "4:2" : "4:3";
  return style.not_top ? "4:5" : "4";
}

}  // namespace

Rgb band_rgb(Band band, const Colors& colors) { return entry(rgb, band, colors); }

int band_xterm(Band band, const Colors& colors) { return entry(xterm256, band, colors); }

Style token_style(const Verdict& verdict, const ShowOptions& options) {
  const Clues& clues = verdict.clues;
  Style style{.band = verdict.band, .low = clues.low};
  if (has_lines(options)) {
    style.ambiguous = clues.ambiguous;
    style.not_top = clues.not_top;
    style.slanted = clues.low;
  }
  return style;
}

std::string token_marks(const Clues& clues, const ShowOptions& options) {
  return has_lines(options) ? "" : marks_of(clues, options.marks);
}

Style bar_style(const Style& style, ColorDepth depth) {
  Style plain = style;
  if (depth == ColorDepth::attributes) plain.band = Band::none;
  return plain;
}

std::string sgr(const Style& style, const Colors& colors) {
  if (colors.depth == ColorDepth::none) return "";
  const std::string band = band_codes(style.band, colors);
  const bool loud = style.low || style.band == Band::red || style.strong;
  std::string codes;
  const auto add = [&](bool wanted, std::string_view code) {
    if (wanted) codes += fmt::format(";{}", code);
  };
  const bool has_own = colors.depth == ColorDepth::attributes && !style.strong;
  add(loud && !has_own && !band.starts_with("1;"), "1");
  add(!band.empty(), band);
  add(style.slanted, "3");
  add(style.has_line(), line_code(style));
  add(style.escaped, "7");
  add(style.dim, "2");
  return fmt::format("\x1b[0{}m", codes);
}

void StyleWriter::write(std::string_view text, const Style& style, std::string& out) {
  if (style != open_) {
    out += sgr(style, colors_);
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

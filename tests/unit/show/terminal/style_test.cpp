#include "show/terminal/style.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "answers.hpp"
#include "catch.hpp"

using namespace logprobs;
using namespace logprobs::show;
using logprobs::test::readable;

namespace {

constexpr std::array bands = {Band::green, Band::lime, Band::yellow, Band::orange, Band::red};
constexpr std::array palettes = {Palette::classic, Palette::colorblind};
constexpr std::array depths = {ColorDepth::attributes, ColorDepth::ansi16, ColorDepth::ansi256,
                               ColorDepth::rgb};

std::string codes(const Style& style, ColorDepth depth, Palette palette = Palette::classic) {
  return readable(sgr(style, depth, palette));
}

/// WCAG 2.1, relative luminance.
double luminance(const Rgb& color) {
  const auto linear = [](int part) {
    const double c = part / 255.0;
    return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue);
}

double contrast(double a, double b) { return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05); }

/// Writes "a" green, "b" red and ends the line.
std::string two_bands(ColorDepth depth) {
  StyleWriter writer(depth, Palette::classic);
  std::string out;
  writer.write("a", {.band = Band::green}, out);
  writer.write("b", {.band = Band::red}, out);
  writer.newline(out);
  return readable(out);
}

}  // namespace

TEST_CASE("without colours, attributes distinguish the bands") {
  const std::array<std::string, 5> expected = {"<0>", "<0;1>", "<0;4>", "<0;1;4>", "<0;7>"};
  for (std::size_t i = 0; i < bands.size(); ++i) {
    CHECK(codes({.band = bands[i]}, ColorDepth::attributes) == expected[i]);
  }
  CHECK(codes({.band = Band::red, .low = true}, ColorDepth::attributes) == "<0;7;4>");
}

TEST_CASE("each colour depth has its own kind of sequence") {
  const Style red{.band = Band::red};
  CHECK(sgr(red, ColorDepth::none, Palette::classic).empty());
  CHECK(codes(red, ColorDepth::ansi16) == "<0;1;31>");
  CHECK_THAT(codes(red, ColorDepth::ansi256), Contains("<0;38;5;"));
  CHECK_THAT(codes(red, ColorDepth::rgb), Contains("<0;38;2;"));
  CHECK(codes({}, ColorDepth::rgb) == "<0>");
}

TEST_CASE("the attributes of a style are added to its colour") {
  CHECK(codes({.band = Band::green, .low = true}, ColorDepth::ansi16) == "<0;32;4>");
  CHECK(codes({.band = Band::green, .escaped = true}, ColorDepth::ansi16) == "<0;32;7>");
  CHECK(codes({.dim = true}, ColorDepth::ansi16) == "<0;2>");
  CHECK(codes({.low = true, .escaped = true, .dim = true}, ColorDepth::ansi256) == "<0;4;7;2>");
}

TEST_CASE("no two bands look alike, in any depth or palette") {
  for (const Palette palette : palettes) {
    for (const ColorDepth depth : depths) {
      std::set<std::string> seen;
      for (const Band band : bands) seen.insert(codes({.band = band}, depth, palette));
      CAPTURE(static_cast<int>(palette), static_cast<int>(depth));
      CHECK(seen.size() == bands.size());
    }
  }
}

TEST_CASE("a low token never looks like its band alone") {
  for (const Palette palette : palettes) {
    for (const ColorDepth depth : {ColorDepth::ansi16, ColorDepth::ansi256, ColorDepth::rgb}) {
      for (const Band band : bands) {
        CHECK(sgr({.band = band, .low = true}, depth, palette) !=
              sgr({.band = band}, depth, palette));
      }
    }
  }
}

TEST_CASE("every colour is readable on white and on black") {
  for (const Palette palette : palettes) {
    for (const Band band : bands) {
      const double light = luminance(band_rgb(band, palette));
      CAPTURE(static_cast<int>(palette), static_cast<int>(band), light);
      CHECK(contrast(light, 1) >= 2.3);
      CHECK(contrast(light, 0) >= 2.3);
    }
  }
}

TEST_CASE("the bands for colour-blind people differ in luminance") {
  for (std::size_t a = 0; a < bands.size(); ++a) {
    for (std::size_t b = a + 1; b < bands.size(); ++b) {
      const double first = luminance(band_rgb(bands[a], Palette::colorblind));
      const double second = luminance(band_rgb(bands[b], Palette::colorblind));
      CAPTURE(a, b, first, second);
      CHECK(std::max(first, second) / std::min(first, second) >= 1.15);
    }
  }
}

TEST_CASE("24-bit sequences have the colours of band_rgb") {
  const Rgb color = band_rgb(Band::lime, Palette::colorblind);
  const std::string expected = "<0;38;2;" + std::to_string(color.red) + ";" +
                               std::to_string(color.green) + ";" + std::to_string(color.blue) + ">";
  CHECK(codes({.band = Band::lime}, ColorDepth::rgb, Palette::colorblind) == expected);
}

TEST_CASE("a writer writes sequences only where the style changes, and none without colours") {
  CHECK(two_bands(ColorDepth::none) == "ab\n");
  CHECK(two_bands(ColorDepth::ansi16) == "<0;32>a<0;1;31>b<0>\n");
  StyleWriter writer(ColorDepth::ansi16, Palette::classic);
  std::string out;
  writer.write("a", {}, out);
  writer.write("b", {.band = Band::lime}, out);
  writer.write("c", {.band = Band::lime}, out);
  writer.close(out);
  writer.close(out);
  writer.newline(out);
  writer.write("d", {.band = Band::lime}, out);
  CHECK(readable(out) == "a<0;92>bc<0>\n<0;92>d");
}

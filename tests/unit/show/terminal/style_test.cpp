#include "show/terminal/style.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <set>
#include <vector>

#include "answers.hpp"
#include "catch.hpp"

using namespace logprobs;
using namespace logprobs::show;
using logprobs::test::readable;

namespace {

constexpr std::array bands = {Band::green, Band::lime, Band::yellow, Band::orange, Band::red};
constexpr std::array palettes = {Palette::classic, Palette::colorblind};
constexpr std::array backgrounds = {Background::unknown, Background::dark, Background::light};
constexpr std::array depths = {ColorDepth::attributes, ColorDepth::ansi16, ColorDepth::ansi256,
                               ColorDepth::rgb};

std::string codes(const Style& style, ColorDepth depth, Palette palette = Palette::classic) {
  return readable(sgr(style, {depth, palette}));
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
  StyleWriter writer({depth});
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
  CHECK(sgr(red, {}).empty());
  CHECK(codes(red, ColorDepth::ansi16) == "<0;1;31>");
  CHECK_THAT(codes(red, ColorDepth::ansi256), Contains("<0;1;38;5;"));
  CHECK_THAT(codes(red, ColorDepth::rgb), Contains("<0;1;38;2;"));
  CHECK(codes({}, ColorDepth::rgb) == "<0>");
}

TEST_CASE("the attributes of a style are added to its colour") {
  CHECK(codes({.band = Band::green, .low = true}, ColorDepth::ansi16) == "<0;1;32;4>");
  CHECK(codes({.band = Band::green, .escaped = true}, ColorDepth::ansi16) == "<0;32;7>");
  CHECK(codes({.dim = true}, ColorDepth::ansi16) == "<0;2>");
  CHECK(codes({.low = true, .escaped = true, .dim = true}, ColorDepth::ansi256) == "<0;1;4;7;2>");
}

TEST_CASE("each clue has a line of its own, and so have two") {
  CHECK(codes({.ambiguous = true}, ColorDepth::ansi16) == "<0;4:3>");
  CHECK(codes({.not_top = true}, ColorDepth::ansi16) == "<0;4:5>");
  CHECK(codes({.ambiguous = true, .not_top = true}, ColorDepth::ansi16) == "<0;4:2>");
  CHECK(codes({.low = true, .not_top = true}, ColorDepth::ansi16) == "<0;1;4:5>");
  ShowOptions options;
  options.lines = true;
  options.depth = ColorDepth::ansi16;
  Verdict verdict;
  verdict.clues = {.low = true, .not_top = true};
  CHECK(codes(token_style(verdict, options), ColorDepth::ansi16) == "<0;1;3;4:5>");
  verdict.clues.low = false;
  CHECK(codes(token_style(verdict, options), ColorDepth::ansi16) == "<0;4:5>");
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
        CHECK(sgr({.band = band, .low = true}, {depth, palette}) !=
              sgr({.band = band}, {depth, palette}));
      }
    }
  }
}

TEST_CASE("in 16 colours lime differs from green, and orange from red, by an attribute") {
  for (const Background background : backgrounds) {
    const Colors colors{ColorDepth::ansi16, Palette::classic, background};
    CHECK(sgr({.band = Band::lime}, colors) == "\x1b[0;1;32m");
    CHECK(sgr({.band = Band::green}, colors) == "\x1b[0;32m");
    CHECK(sgr({.band = Band::orange}, colors) == "\x1b[0;31m");
    CHECK(sgr({.band = Band::red}, colors) == "\x1b[0;1;31m");
  }
}

/// A colour of xterm's cube or of its greys.
Rgb xterm_rgb(int number) {
  if (number >= 232) return {number * 10 - 2312, number * 10 - 2312, number * 10 - 2312};
  constexpr std::array levels = {0, 95, 135, 175, 215, 255};
  const auto at = static_cast<std::size_t>(number - 16);
  return {levels[at / 36], levels[at / 6 % 6], levels[at % 6]};
}

/// The luminances of the bands, in 24 bits or in 256 colours.
std::vector<double> luminances(const Colors& colors) {
  std::vector<double> all;
  for (const Band band : bands) {
    all.push_back(luminance(colors.depth == ColorDepth::rgb ? band_rgb(band, colors)
                                                            : xterm_rgb(band_xterm(band, colors))));
  }
  return all;
}

TEST_CASE("every colour is readable on white and on black where no background is known") {
  for (const Palette palette : palettes) {
    for (const double light : luminances({ColorDepth::rgb, palette})) {
      CAPTURE(static_cast<int>(palette), light);
      CHECK(contrast(light, 1) >= 2.3);
      CHECK(contrast(light, 0) >= 2.3);
    }
  }
}

TEST_CASE("every colour has the contrast of good text to the background it is for") {
  const double dark = luminance({0x1e, 0x1e, 0x1e});
  for (const Palette palette : palettes) {
    for (const ColorDepth depth : {ColorDepth::ansi256, ColorDepth::rgb}) {
      for (const double light : luminances({depth, palette, Background::dark})) {
        CAPTURE(static_cast<int>(palette), static_cast<int>(depth), light);
        CHECK(contrast(light, dark) >= 4.5);
      }
      for (const double light : luminances({depth, palette, Background::light})) {
        CAPTURE(static_cast<int>(palette), static_cast<int>(depth), light);
        CHECK(contrast(light, 1) >= 4.5);
      }
    }
  }
}

TEST_CASE("for colour-blind people the least sure has the most contrast") {
  for (const ColorDepth depth : {ColorDepth::ansi256, ColorDepth::rgb}) {
    const auto on = [&](Background background) {
      return luminances({depth, Palette::colorblind, background});
    };
    const std::vector<double> dark = on(Background::dark);
    CHECK(std::is_sorted(dark.begin(), dark.end(), std::less_equal<>()));
    const std::vector<double> light = on(Background::light);
    CHECK(std::is_sorted(light.begin(), light.end(), std::greater_equal<>()));
  }
}

/// What somebody without green cones sees (Machado, Oliveira and Fernandes 2009, severity 1), in
/// linear light.
std::array<double, 3> without_green_cones(const Rgb& color) {
  const auto linear = [](int part) { return std::pow(part / 255.0, 2.2); };
  const double r = linear(color.red), g = linear(color.green), b = linear(color.blue);
  return {0.367322 * r + 0.860646 * g - 0.227968 * b, 0.280085 * r + 0.672501 * g + 0.047413 * b,
          -0.011820 * r + 0.042940 * g + 0.968881 * b};
}

TEST_CASE("without green cones the worst stands out from the best") {
  for (const Palette palette : palettes) {
    for (const Background background : {Background::dark, Background::light}) {
      const Colors colors{ColorDepth::rgb, palette, background};
      const auto best = without_green_cones(band_rgb(Band::green, colors));
      const auto worst = without_green_cones(band_rgb(Band::red, colors));
      double distance = 0;
      for (std::size_t i = 0; i < best.size(); ++i) distance += std::abs(best[i] - worst[i]);
      CAPTURE(static_cast<int>(palette), static_cast<int>(background), distance);
      CHECK(distance > 0.15);
      CHECK_THAT(sgr({.band = Band::red}, colors), Contains("[0;1;"));
      CHECK_THAT(sgr({.band = Band::green}, colors), !Contains("[0;1;"));
    }
  }
}

TEST_CASE("the bands for colour-blind people differ in luminance") {
  for (const Background background : backgrounds) {
    const std::vector<double> all = luminances({ColorDepth::rgb, Palette::colorblind, background});
    for (std::size_t a = 0; a < all.size(); ++a) {
      for (std::size_t b = a + 1; b < all.size(); ++b) {
        CAPTURE(static_cast<int>(background), a, b);
        CHECK(std::max(all[a], all[b]) / std::min(all[a], all[b]) >= 1.15);
      }
    }
  }
}

TEST_CASE("24-bit sequences have the colours of band_rgb") {
  const Rgb color = band_rgb(Band::lime, {ColorDepth::rgb, Palette::colorblind});
  const std::string expected = "<0;38;2;" + std::to_string(color.red) + ";" +
                               std::to_string(color.green) + ";" + std::to_string(color.blue) + ">";
  CHECK(codes({.band = Band::lime}, ColorDepth::rgb, Palette::colorblind) == expected);
}

TEST_CASE("a writer writes sequences only where the style changes, and none without colours") {
  CHECK(two_bands(ColorDepth::none) == "ab\n");
  CHECK(two_bands(ColorDepth::ansi16) == "<0;32>a<0;1;31>b<0>\n");
  StyleWriter writer({ColorDepth::ansi16});
  std::string out;
  writer.write("a", {}, out);
  writer.write("b", {.band = Band::lime}, out);
  writer.write("c", {.band = Band::lime}, out);
  writer.close(out);
  writer.close(out);
  writer.newline(out);
  writer.write("d", {.band = Band::lime}, out);
  CHECK(readable(out) == "a<0;1;32>bc<0>\n<0;1;32>d");
}

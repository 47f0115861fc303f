#include "show/svg/style_sheet.hpp"

#include <cmath>
#include <map>
#include <vector>

#include "catch.hpp"

using namespace logprobs;
using namespace logprobs::show;

namespace {

constexpr std::string_view media = "@media(prefers-color-scheme:dark){\n";

std::string sheet(Background background, Palette palette = Palette::classic) {
  ShowOptions options;
  options.background = background;
  options.palette = palette;
  return style_sheet(options);
}

/// What a style sheet sets `fill` to, by selector; the last one counts.
std::map<std::string, std::string> fills(std::string_view css) {
  std::map<std::string, std::string> found;
  constexpr std::string_view fill = "{fill:#";
  for (std::size_t at = css.find(fill); at != std::string_view::npos; at = css.find(fill, at + 1)) {
    const std::size_t begin = css.find_last_of("}\n", at) + 1;
    std::string selectors(css.substr(begin, at - begin));
    selectors += ',';
    for (std::size_t from = 0, to = 0; (to = selectors.find(',', from)) != std::string::npos;
         from = to + 1) {
      found[selectors.substr(from, to - from)] = css.substr(at + fill.size(), 6);
    }
  }
  return found;
}

/// The relative luminance of a colour in WCAG 2.1.
double luminance(const std::string& color) {
  const auto channel = [&](std::size_t at) {
    const double value = std::stoi(color.substr(at, 2), nullptr, 16) / 255.0;
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * channel(0) + 0.7152 * channel(2) + 0.0722 * channel(4);
}

double contrast(const std::string& a, const std::string& b) {
  const double x = luminance(a) + 0.05, y = luminance(b) + 0.05;
  return std::max(x, y) / std::min(x, y);
}

}  // namespace

TEST_CASE("a known background fixes the scheme, else the browser's own decides") {
  const std::string both = sheet(Background::unknown);
  REQUIRE(both.find(media) != std::string::npos);
  CHECK(sheet(Background::light) == both.substr(0, both.find(media)));
  CHECK(sheet(Background::dark).find("@media") == std::string::npos);
  const std::string dark = both.substr(both.find(media) + media.size());
  CHECK(fills(sheet(Background::dark)) == fills(dark));
  CHECK(fills(sheet(Background::light)) != fills(dark));
}

TEST_CASE("all text can be read on its page, and on the usual pages around it") {
  const std::map<Background, std::vector<std::string>> around = {
      {Background::light, {"ffffff"}}, {Background::dark, {"0d1117", "1e1e1e", "000000"}}};
  for (const auto& [background, pages] : around) {
    for (const Palette palette : {Palette::classic, Palette::colorblind}) {
      std::map<std::string, std::string> found = fills(sheet(background, palette));
      CHECK(found.size() == 12);
      CHECK(found[".page"] == pages.front());
      for (const auto& [selector, color] : found) {
        if (selector == ".page" || selector == "rect.dim") continue;
        for (const std::string& page : pages) {
          CAPTURE(selector, color, page);
          CHECK(contrast(color, page) >= 4.5);
        }
      }
    }
  }
}

TEST_CASE("the palettes differ") {
  CHECK(fills(sheet(Background::dark)) != fills(sheet(Background::dark, Palette::colorblind)));
}

TEST_CASE("a style is a list of classes") {
  CHECK(classes_of({}).empty());
  CHECK(classes_of({.band = Band::red, .low = true, .dim = true}) == "red low dim");
  CHECK(classes_of({.ambiguous = true, .not_top = true, .escaped = true}) ==
        "ambiguous not-top escaped");
}

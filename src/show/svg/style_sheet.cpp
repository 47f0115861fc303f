#include "show/svg/style_sheet.hpp"

#include <fmt/format.h>

#include <string_view>

#include "show/words/names.hpp"

namespace logprobs::show {
namespace {

/// The cells of a line are as wide in all of these fonts, or wider by less than a picture's margin.
constexpr std::string_view look =
    "text{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',"
    "'Liberation Mono',monospace;font-size:15px;white-space:pre}\n"
    ".caption,.tick{font-size:13px}\n"
    ".mark{font-size:12px}\n"
    ".red,.low,.strong{font-weight:bold}\n"
    ".low,.ambiguous,.not-top{text-decoration:underline}\n"
    ".ambiguous{text-decoration-style:wavy}\n"
    ".not-top{text-decoration-style:dashed}\n"
    ".ambiguous.not-top{text-decoration-style:double}\n"
    ".escaped,.low.ambiguous,.low.not-top{font-style:italic}\n"
    ".tick{text-anchor:middle}\n"
    ".axis{fill:none}\n";

/// Colours of a scheme, besides those of the bands.
struct Scheme {
  Background background;
  std::string_view page, ink, dim, bar, line;
};

constexpr Scheme light = {Background::light, "#ffffff", "#1f2328", "#59636e", "#a3acb6", "#c5ccd4"};
constexpr Scheme dark = {Background::dark, "#0d1117", "#d1d7e0", "#9198a1", "#59636e", "#3d444d"};

std::string colors(const Scheme& scheme, Palette palette) {
  std::string out = fmt::format(
      ".page{{fill:{0}}}text{{fill:{1}}}.title,.tick,.dim,.mark{{fill:{2}}}rect.dim{{fill:{3}}}"
      ".axis{{stroke:{4}}}\n",
      scheme.page, scheme.ink, scheme.dim, scheme.bar, scheme.line);
  for (int i = 1; i <= 5; ++i) {
    const Band band = static_cast<Band>(i);
    const Rgb rgb = band_rgb(band, {.palette = palette, .background = scheme.background});
    out += fmt::format(".{}{{fill:#{:02x}{:02x}{:02x}}}", band_name(band), rgb.red, rgb.green,
                       rgb.blue);
  }
  return out + '\n';
}

}  // namespace

std::string style_sheet(const ShowOptions& options) {
  std::string out(look);
  out += colors(options.background == Background::dark ? dark : light, options.palette);
  if (options.background == Background::unknown) {
    out +=
        fmt::format("@media(prefers-color-scheme:dark){{\n{}}}\n", colors(dark, options.palette));
  }
  return out;
}

std::string classes_of(const Style& style) {
  std::string out(band_name(style.band));
  const auto add = [&](bool wanted, std::string_view name) {
    if (!wanted) return;
    if (!out.empty()) out += ' ';
    out += name;
  };
  add(style.low, "low");
  add(style.ambiguous, "ambiguous");
  add(style.not_top, "not-top");
  add(style.escaped, "escaped");
  add(style.dim, "dim");
  return out;
}

}  // namespace logprobs::show

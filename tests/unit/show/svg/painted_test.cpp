#include "show/svg/painted.hpp"

#include "catch.hpp"
#include "show/svg/style_sheet.hpp"

using namespace logprobs;
using namespace logprobs::show;

namespace {

/// The runs of a line as "text|classes", joined by spaces.
std::string runs_of(std::string_view line) {
  std::string out;
  for (const Run& run : PaintedReader().runs_of(line)) {
    out += (out.empty() ? "" : " ") + run.text + '|' + run.classes;
  }
  return out;
}

std::string painted(std::string_view text, const Style& style) {
  std::string out;
  StyleWriter writer(PaintedReader::colors);
  writer.write(text, style, out);
  writer.close(out);
  return out;
}

}  // namespace

TEST_CASE("what was painted is read back") {
  CHECK(runs_of("").empty());
  CHECK(runs_of("plain") == "plain|");
  CHECK(runs_of(painted("a", {.band = Band::lime}) + "b") == "a|lime b|");
  CHECK(runs_of(painted("a", {.band = Band::red, .low = true}) +
                painted("b", {.escaped = true, .dim = true})) == "a|red low b|escaped dim");
}

TEST_CASE("every style is read back as one that looks the same") {
  for (int band = 0; band <= 5; ++band) {
    for (unsigned bits = 0; bits < 32; ++bits) {
      const Style style = {.band = static_cast<Band>(band),
                           .low = (bits & 1) != 0,
                           .ambiguous = (bits & 2) != 0,
                           .not_top = (bits & 4) != 0,
                           .escaped = (bits & 8) != 0,
                           .dim = (bits & 16) != 0};
      const std::string line = painted("x", style);
      CAPTURE(band, bits, line);
      const std::string found = runs_of(line);
      // A wavy or dashed line hides that of `low`, and what is red is bold as what is low.
      Style without_low = style;
      without_low.low = false;
      const bool hidden = style.ambiguous || style.not_top;
      CHECK((found == (style == Style{} ? "x|" : "x|" + classes_of(style)) ||
             (hidden && found == "x|" + classes_of(without_low))));
    }
  }
}

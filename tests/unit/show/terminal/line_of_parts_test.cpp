#include "show/terminal/line_of_parts.hpp"

#include "catch.hpp"
#include "logprobs/text.hpp"

using namespace logprobs;
using namespace logprobs::show;

namespace {

std::string line(const std::vector<std::string>& parts, int width, bool is_heading = false) {
  ShowOptions options;
  options.width = width;
  std::string out;
  LineOfParts line(options, out, is_heading);
  for (const std::string& part : parts) line.add(" · ", {}, part, {});
  line.end();
  return out;
}

}  // namespace

TEST_CASE("a line is broken between two parts") {
  CHECK(line({"one", "two", "three"}, 0) == "  one · two · three\n");
  CHECK(line({"one", "two", "three"}, 11) == "  one · two\n  three\n");
  CHECK(line({"one", "two", "three"}, 10) == "  one\n  two\n  three\n");
}

TEST_CASE("a heading begins at the left edge") {
  CHECK(line({"one", "two", "three"}, 0, true) == "one · two · three\n");
  CHECK(line({"one", "two", "three"}, 9, true) == "one · two\n  three\n");
}

TEST_CASE("no line is longer than 80 cells") {
  CHECK(line({std::string(40, 'a'), std::string(40, 'b')}, 200) ==
        "  " + std::string(40, 'a') + "\n  " + std::string(40, 'b') + "\n");
}

TEST_CASE("a part that is wider than a line is cut off") {
  CHECK(line({"one", "seventeen", "two"}, 8) == "  one\n  seven…\n  two\n");
  CHECK(line({"seventeen"}, 8, true) == "sevente…\n");
  CHECK(line({isolated("אבגדהוזחט")}, 8) == "  " + isolated("אבגדה…") + "\n");
}

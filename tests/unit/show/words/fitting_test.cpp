#include "show/words/fitting.hpp"

#include "catch.hpp"
#include "logprobs/text.hpp"

using logprobs::display_width;
using logprobs::show::beginning_of;
using logprobs::show::end_of;

TEST_CASE("text that fits is left as it is") {
  for (const std::string text : {"", "a b", "żółw", "猫", "👩‍💻"}) {
    CHECK(beginning_of(text, display_width(text)) == text);
    CHECK(end_of(text, display_width(text)) == text);
  }
}

TEST_CASE("longer text loses its end or its beginning") {
  CHECK(beginning_of("one two.json", 5) == "one …");
  CHECK(beginning_of("␣␣␣", 2) == "␣…");
  CHECK(end_of("one/two.json", 5) == "…json");
  CHECK(end_of("abc", 1) == "…");
  CHECK(end_of("abc", 0).empty());
}

TEST_CASE("no character is cut in two") {
  CHECK(end_of("a猫b", 3) == "…b");       // the cat takes two cells
  CHECK(end_of("xe\u0301f", 2) == "…f");  // the accent goes with its letter
  CHECK(end_of("xye\u0301f", 3) == "…e\u0301f");
  CHECK(beginning_of("e\u0301fg", 2) == "e\u0301…");
  CHECK(beginning_of("a猫b", 3) == "a…");
  CHECK(display_width(end_of("a👩‍💻b", 3)) <= 3);
}

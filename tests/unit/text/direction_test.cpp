#include "text/direction.hpp"

#include "catch.hpp"
#include "logprobs/text.hpp"

using namespace logprobs;
using namespace logprobs::text;

TEST_CASE("text runs as its strong characters do") {
  CHECK(direction_of("abc é 日本") == Direction::left_to_right);
  CHECK(direction_of("שלום 12") == Direction::right_to_left);
  CHECK(direction_of("سلام، (x)") == Direction::mixed);
  CHECK(direction_of("12 + 3 = 15 👍") == Direction::none);
  CHECK(direction_of("") == Direction::none);
}

TEST_CASE("a paragraph runs as its first strong character does") {
  CHECK(first_direction("12 (שלום) abc") == Direction::right_to_left);
  CHECK(first_direction("abc שלום") == Direction::left_to_right);
  CHECK(first_direction("\xff\xd7 12") == Direction::none);
}

TEST_CASE(
    "text that runs to the left, or makes other text do so, is isolated from its neighbours") {
  for (const std::string text : {"שלום", "a שלום", "نعم", "٣", "1 ޑ"}) {
    CHECK(isolated(text) == "\u2068" + text + "\u2069");
    CHECK(display_width(isolated(text)) == display_width(text));
  }
  for (const std::string text : {"", "abc 1", "Łódź", "日本", "🐈", "3", "\\xff", "…"}) {
    CHECK(isolated(text) == text);
  }
}

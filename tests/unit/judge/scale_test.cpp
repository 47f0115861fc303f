#include "judge/scale.hpp"

#include "catch.hpp"

using namespace logprobs::judge;

namespace {

const Scale to_ten({0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
const Scale halves({0, 0.5, 1});

}  // namespace

TEST_CASE("a text has the rating that its number is") {
  for (const char* text : {"4", "４", " 4", "4.", "4/5", "**4", "4.0", "(4)", "04"}) {
    CAPTURE(text);
    CHECK(to_ten.match(text).equals == 4);
    CHECK(to_ten.match(text).begins.empty());
  }
  for (const char* text : {"4.5", "44", "-4", "4th", "four", "x4"}) {
    CAPTURE(text);
    CHECK_FALSE(to_ten.match(text).equals);
    CHECK(to_ten.match(text).begins.empty());
  }
  CHECK(halves.match("0,5").equals == 1);
}

TEST_CASE("a number can be the beginning of another") {
  CHECK(to_ten.match("1").equals == 1);
  CHECK(to_ten.match("1").begins == std::vector<std::size_t>{10});
  CHECK(to_ten.match("1/").begins.empty());
  CHECK(to_ten.match("**").empty);
  CHECK(to_ten.match("**").begins.size() == 11);
  CHECK(halves.match("0").begins == std::vector<std::size_t>{1});
  CHECK(halves.match("0.").begins == std::vector<std::size_t>{1});
  CHECK(halves.match("0.").equals == 0);
}

TEST_CASE("ratings have names, and values have places") {
  CHECK(halves.names() == std::vector<std::string>{"0", "0.5", "1"});
  CHECK(halves.find(0.5) == 1);
  CHECK_FALSE(halves.find(0.25));
}

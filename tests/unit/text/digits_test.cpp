#include "text/digits.hpp"

#include "catch.hpp"

using namespace logprobs::text;

TEST_CASE("digits of many scripts have their value") {
  CHECK(digit_at("7x")->value == 7);
  CHECK(digit_at("４")->value == 4);
  CHECK(digit_at("４")->size == 3);
  CHECK(digit_at("٩")->value == 9);
  CHECK(digit_at("०")->value == 0);
  CHECK_FALSE(digit_at(""));
  CHECK_FALSE(digit_at("x7"));
  CHECK_FALSE(digit_at("四"));
  CHECK_FALSE(digit_at("\xef\xbc"));
}

#include "judge/numbers.hpp"

#include "catch.hpp"

using namespace logprobs::judge;

namespace {

/// The numbers of a text that have a value.
std::vector<double> values_in(std::string_view text) {
  std::vector<double> values;
  for (const Number& number : numbers_in(text)) {
    if (number.value) values.push_back(*number.value);
  }
  return values;
}

using Values = std::vector<double>;

}  // namespace

TEST_CASE("numbers are read in many scripts, with sign, point and comma") {
  CHECK(values_in("4") == Values{4});
  CHECK(values_in("a 4.5, 3,25 and -2.") == Values{4.5, 3.25, -2});
  CHECK(values_in("４ ٣ १२ ๕") == Values{4, 3, 12, 5});
  CHECK(values_in("(−7)") == Values{-7});
  CHECK(values_in("4点, 05") == Values{4, 5});
}

TEST_CASE("ranges, what a number is out of, and parts of words are no numbers") {
  CHECK(values_in("1-5, 1–5, 1 - 5").empty());
  CHECK(values_in("4/5 **3** / 5 2 out of 5 1 of 5") == Values{4, 3, 2, 1});
  CHECK(values_in("GPT-4 v4 4th x4y a_4").empty());
  CHECK(values_in("1,2,3 1.2.3 4,000").empty());
  CHECK(values_in("4.000 0,500 4,00") == Values{4, 0.5, 4});
  CHECK(values_in("and/5 a cup of 5") == Values{5, 5});
  CHECK(values_in("４／５ ９/10 “3” ⁄ 5 2\u202f/\u00a05") == Values{4, 9, 3, 2});
  CHECK(values_in("1\u20115 GPT\u20114").empty());
}

TEST_CASE("a number knows where it is") {
  const auto numbers = numbers_in("is −4.5!");
  REQUIRE(numbers.size() == 1);
  CHECK(numbers[0].begin == 3);
  CHECK(numbers[0].end == 9);
  CHECK(numbers[0].digits == "-4.5");
  CHECK_FALSE(number_at("x4", 0));
  CHECK(number_at("x4", 1)->value == 4);
}

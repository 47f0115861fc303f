#include "judge/rating.hpp"

#include "answers.hpp"
#include "catch.hpp"

using namespace logprobs;
using namespace logprobs::judge;

namespace {

const Scale to_five({1, 2, 3, 4, 5});

/// Where the rating is, or -1.
int place_in(std::string_view text, std::string_view after = "") {
  const auto place = find_rating(text, to_five, after);
  return place ? static_cast<int>(place->begin) : -1;
}

}  // namespace

TEST_CASE("the rating is the last number on the scale") {
  CHECK(place_in("4") == 0);
  CHECK(place_in("3, no: 4. See 17") == 7);
  CHECK(place_in("six") == -1);
  CHECK(find_rating("3 or 4", to_five, "")->candidates == 2);
}

TEST_CASE("the rating after a text is the next number in its line, or in the next one") {
  CHECK(place_in("3\nScore: 4\n5", "Score") == 9);
  CHECK(place_in("Score:**\n\n 4", "Score:") == 11);
  CHECK(place_in("Score: low\n4", "Score:") == -1);
  CHECK(place_in("Score: 9 4", "Score:") == -1);
  CHECK(place_in("4", "Score:") == -1);
  CHECK(place_in("Score: 3 Score: 4", "Score:") == 16);
  CHECK(find_rating("Score: of Score: 4", to_five, "Score:")->candidates == 1);
}

TEST_CASE("a rating has its expected value with bounds") {
  const Answer answer = test::answer_of(
      {{"so ", 1}, {"4", 0.5, {{"4", 0.5}, {"2", 0.25}, {"bad", 0.125}}}, {"/5", 1}});
  const auto rating =
      test::judged(answer, {}, {.scale = to_five.values()}).choices[0].findings().rating;
  REQUIRE(rating);
  CHECK(rating->written == 4);
  CHECK(rating->mode == 4);
  CHECK(rating->expected == Approx(2.5 / 0.75));
  CHECK(rating->deviation == Approx(std::sqrt(8.0) / 3));
  CHECK(rating->least == Approx((2.5 + 0.125) / 0.875));
  CHECK(rating->most == Approx((2.5 + 5 * 0.125) / 0.875));
  CHECK(rating->block.part.first == 1);
}

#include "judge/listed.hpp"

#include "answers.hpp"
#include "catch.hpp"

using namespace logprobs;
using namespace logprobs::judge;

namespace {

List list_of_first(const Answer& answer) {
  const Report report = test::judged(answer);
  return list_of(answer, answer.choices[0].tokens[0], report.choices[0].verdicts[0]);
}

}  // namespace

TEST_CASE("a list has each token once, and the chosen one last") {
  const List list = list_of_first(
      test::answer_of({{"a", 0.5, {{"a", 0.5}, {"b", 0.25}, {"b", 0.25}, {"b", 0.0625}}}}));
  REQUIRE(list.entries.size() == 3);
  CHECK(list.entries[0].text == "b");
  CHECK(list.entries[2].text == "a");
  CHECK(list.entries[2].chosen);
  CHECK(list.entries[2].place == 0);
  CHECK(list.rest == Approx(0.1875));
  CHECK(list.least == Approx(0.0625));
}

TEST_CASE("a chosen token that its list lacks is added, and does not limit the others") {
  const List list = list_of_first(test::answer_of({{"a", 0.01, {{"b", 0.5}, {"c", 0.25}}}}));
  CHECK(list.entries.back().place == chosen_itself);
  CHECK(list.rest == Approx(0.24));
  CHECK(list.least == Approx(0.25));
  const List alone = list_of_first(test::answer_of({{"a", 0.75}}));
  CHECK(alone.least == 1);
  CHECK(alone.rest == Approx(0.25));
}

TEST_CASE("floors and unscored tokens are not in the list") {
  Answer answer = test::answer_of({{"a", 0.5, {{"a", 0.5}, {"b", 0.25}, {"c", 0.125}}}});
  answer.alternatives[2].logprob = -9999;
  CHECK(list_of_first(answer).least == Approx(0.25));
  answer.choices[0].tokens[0].logprob = unknown_logprob;
  const List list = list_of_first(answer);
  REQUIRE(list.entries.size() == 2);
  CHECK_FALSE(list.entries[0].chosen);
}

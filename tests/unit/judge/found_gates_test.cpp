#include "judge/found_gates.hpp"

#include "answers.hpp"
#include "catch.hpp"

using namespace logprobs;
using namespace logprobs::judge;

namespace {

Sought expecting(const std::string& label) {
  return {.labels = {"yes", "no", "maybe"}, .expected_label = label};
}

Expectation expectation(const Answer& answer, const Sought& sought) {
  return compare(*test::judged(answer, {}, sought).choices[0].findings().labels, sought);
}

const Answer yes = test::answer_of({{"yes", 0.5, {{"yes", 0.5}, {"no", 0.25}, {"so", 0.125}}}});

}  // namespace

TEST_CASE("an expectation fails if another label is more probable") {
  CHECK(expectation(yes, expecting("yes")) == Expectation::met);
  CHECK(expectation(yes, expecting("no")) == Expectation::failed);
  CHECK(expectation(yes, expecting("maybe")) == Expectation::failed);
  const Answer tie = test::answer_of({{"yes", 0.25, {{"yes", 0.25}, {"no", 0.25}}}});
  CHECK(expectation(tie, expecting("no")) == Expectation::met);
}

TEST_CASE("an expectation is unknown if nothing tells which label is the most probable") {
  const Answer none = test::answer_of({{"so", 0.5, {{"so", 0.5}, {"well", 0.25}}}});
  CHECK(expectation(none, expecting("yes")) == Expectation::unknown);
  const Sought cities{.labels = {"New York", "New Jersey"}, .expected_label = "New York"};
  const Answer alike = test::answer_of({{"New", 0.5, {{"New", 0.5}}}});
  CHECK(expectation(alike, cities) == Expectation::unknown);
  CHECK(not_found(test::judged(alike, {}, cities), cities) == Gate::expected_label);
}

TEST_CASE("what is sought must be in every choice of content") {
  Answer answer = yes;
  const Sought sought{.labels = {"yes", "no"}};
  CHECK_FALSE(not_found(test::judged(answer, {}, sought), sought));
  test::add_choice(answer, 1, {{"\n", 0.5}});
  CHECK(not_found(test::judged(answer, {}, sought), sought) == Gate::labels);
  Answer refusal;
  refusal.state = State::complete;
  test::add_choice(refusal, 0, {{"no", 0.5}}, Kind::refusal);
  CHECK(not_found(test::judged(refusal, {}, sought), sought) == Gate::labels);
  const Sought rating{.scale = {1, 2}};
  CHECK(not_found(test::judged(yes, {}, rating), rating) == Gate::rating);
}

TEST_CASE("a label that was not expected trips at its token") {
  const Sought sought = expecting("no");
  const auto trip = trip_of_findings(test::judged(yes, {}, sought), sought);
  REQUIRE(trip);
  CHECK(trip->gate == Gate::expected_label);
  CHECK(trip->token == 0);
  CHECK_FALSE(trip_of_findings(test::judged(yes, {}, expecting("yes")), expecting("yes")));
}

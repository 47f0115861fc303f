#include "judge/weigh.hpp"

#include <cmath>

#include "answers.hpp"
#include "catch.hpp"

using namespace logprobs;
using namespace logprobs::judge;

namespace {

std::optional<LabelBlock> block_of(const Answer& answer, const std::vector<std::string>& labels) {
  return test::judged(answer, {}, {.labels = labels}).choices[0].findings.labels;
}

const Answer city =
    test::answer_of({{"\"", 0.9},
                     {"New", 0.5, {{"New", 0.5}, {"Old", 0.25}, {"N", 0.125}}},
                     {" York", 0.75, {{" York", 0.75}, {" Jersey", 0.125}, {" Orleans", 0.0625}}}});

}  // namespace

TEST_CASE("labels that begin alike are weighed by the token that tells them apart") {
  const auto block = block_of(city, {"New York", "New Jersey", "Old Town", "Miami"});
  REQUIRE(block);
  CHECK(block->part.first == 1);
  CHECK(block->part.last == 3);
  CHECK(block->part.begin == 1);
  CHECK(block->part.end == 9);
  CHECK(block->labels[0].probability == Approx(0.375));
  CHECK(block->labels[1].probability == Approx(0.0625));
  CHECK(block->labels[2].probability == Approx(0.25));
  CHECK(std::isnan(block->labels[3].probability));
  CHECK(block->labels[3].bound == Approx(0.125));
  CHECK(std::isnan(block->labels[0].bound));
  CHECK(block->label_mass == Approx(0.6875));
  CHECK(block->undecided == Approx(0.125));
  CHECK(block->other == Approx(0.125 + 0.03125));
  CHECK(block->uncovered == Approx(0.125 + 0.03125));
  CHECK(block->best == 0);
  CHECK(block->written == 0);
  REQUIRE(block->alike.size() == 1);
  CHECK(block->alike[0].labels == std::vector<std::size_t>{0, 1});
}

TEST_CASE("an alternative that counted is named by its place") {
  const auto block = block_of(city, {"new jersey", "chicago"});
  REQUIRE(block);
  REQUIRE(block->labels[0].alternatives.size() == 2);
  const Counted& n = block->labels[0].alternatives[0];
  CHECK(n.token == 1);
  CHECK(n.place == 2);
  const Counted& jersey = block->labels[0].alternatives[1];
  CHECK(jersey.token == 2);
  CHECK(jersey.place == 1);
  CHECK(jersey.probability == Approx(0.0625));
}

TEST_CASE("there is no block without a token that can be a label") {
  CHECK_FALSE(block_of(test::answer_of({{" ", 0.9}, {"\n", 0.9}}), {"a", "b"}));
  Answer unscored = test::answer_of({{"a", 0.9}});
  unscored.choices[0].tokens[0].logprob = unknown_logprob;
  CHECK_FALSE(block_of(unscored, {"a", "b"}));
}

TEST_CASE("an answer of punctuation alone is followed only so far") {
  std::vector<test::Said> tokens(1000, test::Said{"*", 0.5, {{"*", 0.5}, {"a", 0.25}}});
  const auto block = block_of(test::answer_of(tokens), {"a", "b"});
  REQUIRE(block);
  CHECK(block->part.last < 100);
  CHECK(block->labels[0].probability == Approx(0.5).margin(1e-4));
}

#include "judge/weigh.hpp"

#include <cmath>
#include <random>

#include "answers.hpp"
#include "catch.hpp"

using namespace logprobs;
using namespace logprobs::judge;

namespace {

std::optional<LabelBlock> block_of(const Answer& answer, const std::vector<std::string>& labels) {
  return test::judged(answer, {}, {.labels = labels}).choices[0].findings().labels;
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

TEST_CASE("a list counts also where the chosen token has no probability") {
  Answer answer = test::answer_of({{"c", 0.5, {{"a", 0.5}, {"b", 0.25}}}});
  answer.choices[0].tokens[0].logprob = -9999;
  const auto block = block_of(answer, {"a", "c"});
  REQUIRE(block);
  CHECK(block->labels[0].probability == Approx(0.5));
  CHECK(block->labels[1].bound == Approx(0.25));
  CHECK_FALSE(block->written);
}

TEST_CASE("an answer of punctuation alone is followed only so far") {
  std::vector<test::Said> tokens(1000, test::Said{"*", 0.5, {{"*", 0.5}, {"a", 0.25}}});
  const auto block = block_of(test::answer_of(tokens), {"a", "b"});
  REQUIRE(block);
  CHECK(block->part.last < 100);
  CHECK(block->labels[0].probability == Approx(0.5).margin(1e-4));
}

namespace {

/// A text of a few pieces that labels, numbers and half characters are made of.
std::string random_text(std::mt19937& random) {
  static const std::vector<std::string> pieces = {
      "a",   "A",     "1",    "0",        " ",    "\n",       "*", "\"", "«",  "я",
      "Я",   "日",    "\xe6", "\xe6\x97", "\xff", "-",        ".", "/",  "４", "ß",
      "New", " York", "",     "'",        "🐈",    "\xcc\x81", "5", ","};
  std::string text;
  for (auto count = random() % 3; count < 3; ++count) text += pieces[random() % pieces.size()];
  return text;
}

/// Tokens whose lists have probabilities that add up to less than 1.
Answer random_answer(std::mt19937& random) {
  std::vector<test::Said> tokens;
  for (auto count = random() % 6; count < 7; ++count) {
    test::Said said{random_text(random), 0.25, {}};
    double p = 0.5;
    for (auto entry = random() % 8; entry < 8; ++entry, p /= 2) {
      said.alternatives.push_back({entry == 4 ? said.text : random_text(random), p});
      if (entry == 4) said.probability = p;
    }
    tokens.push_back(std::move(said));
  }
  return test::answer_of(tokens);
}

void check(const LabelBlock& block) {
  double sum = 0;
  double alike = 0;
  for (const LabelShare& share : block.labels) {
    const bool counted = !share.alternatives.empty();
    CHECK(counted == !std::isnan(share.probability));
    CHECK(counted == std::isnan(share.bound));
    if (counted) sum += share.probability;
    if (!counted) CHECK((share.bound >= 0 && share.bound <= 1));
  }
  for (const Alike& each : block.alike) alike += each.probability;
  CHECK(sum == Approx(block.label_mass));
  CHECK(alike == Approx(block.undecided));
  CHECK(block.other >= block.undecided - 1e-12);
  CHECK(block.part.first < block.part.last);
}

}  // namespace

TEST_CASE("whatever the tokens are, shares add up, and ratings are between their bounds") {
  std::mt19937 random(21);  // the same on all machines
  const Sought sought{.labels = {"a", "New York", "new", "я", "日本", "1", "10"},
                      .scale = {-1, 0, 0.5, 1, 4, 5, 10, 15}};
  for (int i = 0; i < 3000; ++i) {
    const Answer answer = random_answer(random);
    const Findings found = test::judged(answer, {}, sought).choices[0].findings();
    if (found.labels) check(*found.labels);
    if (!found.rating) continue;
    check(found.rating->block);
    if (std::isnan(found.rating->expected)) continue;
    CHECK(found.rating->least <= found.rating->expected + 1e-12);
    CHECK(found.rating->expected <= found.rating->most + 1e-12);
  }
}

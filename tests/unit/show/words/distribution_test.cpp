#include "show/words/distribution.hpp"

#include "answers.hpp"
#include "catch.hpp"

using namespace logprobs;
using namespace logprobs::show;
using namespace logprobs::test;

namespace {

/// A token, and the distribution that a view makes of it.
struct Case {
  Answer answer;
  Report report;

  explicit Case(const std::vector<Said>& tokens) : answer(answer_of(tokens)) { judge_again(); }
  void judge_again() { judge_answer(answer, {}, report); }
  Token& token() { return answer.choices[0].tokens[0]; }
  std::vector<Outcome> outcomes() {
    return distribution(answer, token(), report.choices[0].verdicts[0]);
  }
};

/// "A B* C": the texts, the chosen one with a star.
std::string texts(const std::vector<Outcome>& outcomes) {
  std::string all;
  for (const Outcome& outcome : outcomes) {
    all += all.empty() ? "" : " ";
    all += outcome.text;
    if (outcome.chosen) all += '*';
  }
  return all;
}

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

}  // namespace

TEST_CASE("a distribution is the list with the chosen token marked") {
  CHECK(texts(Case({{"b", 0.3, {{"a", 0.6}, {"b", 0.3}, {"c", 0.1}}}}).outcomes()) == "a b* c");
}

TEST_CASE("the chosen token stands at its place where the list lacks it") {
  CHECK(texts(Case({{"x", 0.3, {{"a", 0.6}, {"c", 0.1}}}}).outcomes()) == "a x* c");
  CHECK(texts(Case({{"x", 0.01, {{"a", 0.6}, {"c", 0.1}}}}).outcomes()) == "a c x*");
  CHECK(texts(Case({{"x", 0.9, {{"a", 0.06}, {"c", 0.01}}}}).outcomes()) == "x* a c");
  CHECK(texts(Case({{"x", 0.9}}).outcomes()) == "x*");
}

TEST_CASE("what was sent twice is there once") {
  CHECK(texts(Case({{"b", 0.3, {{"a", 0.4}, {"b", 0.3}, {"c", 0.3}, {"b", 0.3}}}}).outcomes()) ==
        "a b* c");
  CHECK(texts(Case({{"b", 0.3, {{"b", 0.3}, {"b", 0.2}}}}).outcomes()) == "b* b");
}

TEST_CASE("an unscored token is not its entry, and comes behind what has a probability") {
  Case one({{"b", unknown, {{"a", 0.6}, {"b", 0.3}}}});
  CHECK(texts(one.outcomes()) == "a b b*");
  one.token().logprob = 5;  // a raw logit
  one.judge_again();
  CHECK(texts(one.outcomes()) == "a b b*");
  CHECK(texts(Case({{"b", unknown, {{"a", 0.6}, {"b", unknown}, {"c", unknown}}}}).outcomes()) ==
        "a b* c");
}

TEST_CASE("what a list leaves over is unlisted") {
  CHECK(unlisted(Case({{"a", 0.6, {{"a", 0.6}, {"b", 0.3}}}}).outcomes()) == Approx(0.1));
  CHECK(unlisted(Case({{"x", 0.25}}).outcomes()) == Approx(0.75));
  CHECK(unlisted(Case({{"a", 0.6, {{"a", 0.6}, {"b", 0.4}}}}).outcomes()) == 0);
  CHECK(unlisted(Case({{"a", 0.6, {{"a", 0.6}, {"b", 0.3999995}}}}).outcomes()) == 0);
  CHECK(unlisted(Case({{"a", 0.8, {{"a", 0.8}, {"b", 0.7}}}}).outcomes()) == 0);
  CHECK(unlisted(Case({{"a", unknown, {{"a", 0.1}}}}).outcomes()) == 0);
}

TEST_CASE("the entropy of a whole list is exact") {
  CHECK(entropy_bits(Case({{"a", 0.5, {{"a", 0.5}, {"b", 0.5}}}}).outcomes()) == Approx(1));
  CHECK(entropy_bits(
            Case({{"a", 0.25, {{"a", 0.25}, {"b", 0.25}, {"c", 0.25}, {"d", 0.25}}}}).outcomes()) ==
        Approx(2));
}

TEST_CASE("the entropy counts the rest for no less than it must have") {
  // 0.5 in tokens of at most 0.25 each: two more of them, as far as is known.
  CHECK(entropy_bits(Case({{"a", 0.25, {{"a", 0.25}, {"b", 0.25}}}}).outcomes()) == Approx(2));
  // 0.1 that may be one token.
  CHECK(entropy_bits(Case({{"a", 0.5, {{"a", 0.5}, {"b", 0.4}}}}).outcomes()) ==
        Approx(0.5 + 0.4 * std::log2(1 / 0.4) + 0.1 * std::log2(10)));
}

TEST_CASE("a chosen token that the list lacks bounds no other") {
  // 0.299 that may be one token of 0.2 and another one.
  CHECK(entropy_bits(Case({{"x", 0.001, {{"a", 0.5}, {"b", 0.2}}}}).outcomes()) ==
        Approx(0.5 + 0.2 * std::log2(5) + 0.001 * std::log2(1000) + 0.299 * std::log2(5)));
}

TEST_CASE("an entropy is a lower bound of any distribution that begins so") {
  // Sixteen tokens, each half as likely as the one before it; the last two are alike.
  std::vector<Entry> all;
  double whole = 0;
  for (int i = 0; i < 16; ++i) {
    const double p = std::exp2(-std::min(i + 1, 15));
    all.push_back({"t" + std::to_string(i), p});
    whole += -p * std::log2(p);
  }
  for (std::size_t listed = 2; listed <= all.size(); ++listed) {
    const std::vector<Entry> list(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(listed));
    CHECK(entropy_bits(Case({{"t0", 0.5, list}}).outcomes()) <= whole + 1e-9);
  }
}

TEST_CASE("without two outcomes, with an unscored one, and of floors there is no entropy") {
  CHECK(std::isnan(entropy_bits(Case({{"a", 0, {{"a", 0}, {"b", 0}}}}).outcomes())));
  CHECK(std::isnan(entropy_bits(Case({{"a", 0.5}}).outcomes())));
  CHECK(std::isnan(entropy_bits(Case({{"a", unknown, {{"b", 0.5}, {"c", 0.2}}}}).outcomes())));
}

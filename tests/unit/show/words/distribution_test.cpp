#include "show/words/distribution.hpp"

#include "answers.hpp"
#include "catch.hpp"

using namespace logprobs;
using namespace logprobs::show;
using namespace logprobs::test;

namespace {

/// A token and its distribution.
struct Case {
  Answer answer;
  Report report;

  explicit Case(const std::vector<Said>& tokens) : answer(answer_of(tokens)) { judge_again(); }
  void judge_again() { judge_answer(answer, {}, report); }
  Token& token() { return answer.choices[0].tokens[0]; }
  double bits() {
    const Entropy entropy = entropy_of(answer, answer.choices[0], 0, report.choices[0].verdicts[0]);
    CHECK(entropy.exact == answer.logits.has_value());
    return entropy.bits;
  }
  Distribution all() { return distribution(answer, token(), report.choices[0].verdicts[0]); }
};

/// "A B* C": the texts, with a star after the chosen one.
std::string texts(const Distribution& all) {
  std::string texts;
  for (std::size_t i = 0; i < all.candidates.size(); ++i) {
    texts += texts.empty() ? "" : " ";
    texts += all.candidates[i].shown;
    if (i == all.chosen) texts += '*';
  }
  return texts;
}

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

}  // namespace

TEST_CASE("a distribution is the list with the chosen token marked") {
  CHECK(texts(Case({{"b", 0.3, {{"a", 0.6}, {"b", 0.3}, {"c", 0.1}}}}).all()) == "a b* c");
}

TEST_CASE("a chosen token that the list lacks is put in its place") {
  CHECK(texts(Case({{"x", 0.3, {{"a", 0.6}, {"c", 0.1}}}}).all()) == "a x* c");
  CHECK(texts(Case({{"x", 0.01, {{"a", 0.6}, {"c", 0.1}}}}).all()) == "a c x*");
  CHECK(texts(Case({{"x", 0.9, {{"a", 0.06}, {"c", 0.01}}}}).all()) == "x* a c");
  CHECK(texts(Case({{"x", 0.9}}).all()) == "x*");
}

TEST_CASE("an alternative that was sent twice is there once") {
  CHECK(texts(Case({{"b", 0.3, {{"a", 0.4}, {"b", 0.3}, {"c", 0.3}, {"b", 0.3}}}}).all()) ==
        "a b* c");
  CHECK(texts(Case({{"b", 0.3, {{"b", 0.3}, {"b", 0.2}}}}).all()) == "b* b");
}

TEST_CASE("an unscored token is not its entry, and comes after scored ones") {
  Case one({{"b", unknown, {{"a", 0.6}, {"b", 0.3}}}});
  CHECK(texts(one.all()) == "a b b*");
  one.token().logprob = 5;  // a raw logit
  one.judge_again();
  CHECK(texts(one.all()) == "a b b*");
  CHECK(texts(Case({{"b", unknown, {{"a", 0.6}, {"b", unknown}, {"c", unknown}}}}).all()) ==
        "a b* c");
}

TEST_CASE("the probability that a list leaves over is unlisted") {
  CHECK(unlisted(Case({{"a", 0.6, {{"a", 0.6}, {"b", 0.3}}}}).all()) == Approx(0.1));
  CHECK(unlisted(Case({{"x", 0.25}}).all()) == Approx(0.75));
  CHECK(unlisted(Case({{"a", 0.6, {{"a", 0.6}, {"b", 0.4}}}}).all()) == 0);
  CHECK(unlisted(Case({{"a", 0.6, {{"a", 0.6}, {"b", 0.3999995}}}}).all()) == 0);
  CHECK(unlisted(Case({{"a", 0.8, {{"a", 0.8}, {"b", 0.7}}}}).all()) == 0);
  CHECK(unlisted(Case({{"a", unknown, {{"a", 0.1}}}}).all()) == 0);
}

TEST_CASE("the entropy of a whole list is exact") {
  CHECK(Case({{"a", 0.5, {{"a", 0.5}, {"b", 0.5}}}}).bits() == Approx(1));
  CHECK(Case({{"a", 0.25, {{"a", 0.25}, {"b", 0.25}, {"c", 0.25}, {"d", 0.25}}}}).bits() ==
        Approx(2));
}

TEST_CASE("the entropy counts the rest with the least that it can have") {
  // The rest is 0.5, in tokens of at most 0.25 each: at least two of them.
  CHECK(Case({{"a", 0.25, {{"a", 0.25}, {"b", 0.25}}}}).bits() == Approx(2));
  // The rest is 0.1, which may be one token.
  CHECK(Case({{"a", 0.5, {{"a", 0.5}, {"b", 0.4}}}}).bits() ==
        Approx(0.5 + 0.4 * std::log2(1 / 0.4) + 0.1 * std::log2(10)));
}

TEST_CASE("a chosen token that the list lacks sets no bound for others") {
  // The rest is 0.299, in tokens of at most 0.2 each.
  CHECK(Case({{"x", 0.001, {{"a", 0.5}, {"b", 0.2}}}}).bits() ==
        Approx(0.5 + 0.2 * std::log2(5) + 0.001 * std::log2(1000) + 0.299 * std::log2(5)));
}

TEST_CASE("the entropy is a lower bound for every distribution with this beginning") {
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
    CHECK(Case({{"t0", 0.5, list}}).bits() <= whole + 1e-9);
  }
}

TEST_CASE("one candidate, an unscored one, or floors alone have no entropy") {
  CHECK(std::isnan(Case({{"a", 0, {{"a", 0}, {"b", 0}}}}).bits()));
  CHECK(std::isnan(Case({{"a", 0.5}}).bits()));
  CHECK(std::isnan(Case({{"a", 0.8, {{"a", 0.8}, {"b", 0.7}}}}).bits()));
  CHECK(std::isnan(Case({{"a", unknown, {{"b", 0.5}, {"c", 0.2}}}}).bits()));
}

TEST_CASE("an alternative that was sent twice counts once in the entropy") {
  CHECK(Case({{"b", 0.3, {{"a", 0.4}, {"b", 0.3}, {"c", 0.3}, {"b", 0.3}}}}).bits() ==
        Approx(0.4 * std::log2(2.5) + 0.6 * std::log2(1 / 0.3)));
}

TEST_CASE("raw logits know the entropy of the whole distribution") {
  Case one({{"a", 0.5, {{"a", 0.5}, {"b", 0.4}}}});
  one.answer.logits.emplace();
  one.answer.choices[0].whole.push_back({.entropy = 1.75, .possible = 7});
  CHECK(one.bits() == 1.75);
}

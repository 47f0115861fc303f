#include <fmt/format.h>

#include <array>
#include <cmath>

#include "answers.hpp"
#include "catch.hpp"

using namespace logprobs;
using test::Said;

namespace {

constexpr Clues low{true, false, false};
constexpr Clues ambiguous{false, true, false};
constexpr Clues not_top{false, false, true};

std::string_view name_of(Gate gate) {
  static constexpr std::array<std::string_view, 5> names = {"low", "ambiguous", "not-top",
                                                            "probability", "perplexity"};
  return names[static_cast<std::size_t>(gate)];
}

/// "gate choice token", or "" if none trips.
std::string tripped(const Answer& answer, const Gates& gates) {
  const auto trip = first_trip(answer, test::judged(answer), gates);
  if (!trip) return "";
  return fmt::format("{} {} {}", name_of(trip->gate), trip->choice, trip->token);
}

std::string lacking(const Answer& answer, const Gates& gates) {
  const auto gate = without_evidence(answer, test::judged(answer), gates);
  return gate ? std::string(name_of(*gate)) : "";
}

Answer with_logprob(Answer answer, double logprob) {
  for (Choice& choice : answer.choices) {
    for (Token& token : choice.tokens) token.logprob = logprob;
  }
  return answer;
}

const Answer mixed = test::answer_of({{"sure", 0.99},
                                      {" torn", 0.5, {{" torn", 0.5}, {" else", 0.45}}},
                                      {" odd", 0.3, {{" top", 0.6}, {" odd", 0.3}}},
                                      {" rare", 0.01}});

}  // namespace

TEST_CASE("the first token with a clue of --fail-on trips the gate") {
  CHECK(tripped(mixed, {}).empty());
  CHECK(tripped(mixed, {.fail_on = low}) == "low 0 3");
  CHECK(tripped(mixed, {.fail_on = ambiguous}) == "ambiguous 0 1");
  CHECK(tripped(mixed, {.fail_on = not_top}) == "not-top 0 2");
  CHECK(tripped(mixed, {.fail_on = {true, true, true}}) == "ambiguous 0 1");
}

TEST_CASE("probabilities are compared strictly and unrounded") {
  const double p = probability(mixed.choices[0].tokens[1].logprob);
  CHECK(tripped(mixed, {.fail_on = {}, .min_probability = 0}).empty());
  CHECK(tripped(mixed, {.fail_on = {}, .min_probability = 0.001}).empty());
  CHECK(tripped(mixed, {.fail_on = {}, .min_probability = p}) == "probability 0 2");
  CHECK(tripped(mixed, {.fail_on = {}, .min_probability = std::nextafter(p, 1)}) ==
        "probability 0 1");
}

TEST_CASE("a perplexity above --max-perplexity trips at the least sure token") {
  const double perplexity = test::judged(mixed).choices[0].summary.perplexity;
  CHECK(tripped(mixed, {.max_perplexity = perplexity}).empty());
  CHECK(tripped(mixed, {.max_perplexity = std::nextafter(perplexity, 0)}) == "perplexity 0 3");
  CHECK(tripped(with_logprob(mixed, -999), {.max_perplexity = 1e300}) ==
        "perplexity 0 0");  // it overflows
}

TEST_CASE("white space and punctuation trip only strict gates") {
  const Answer answer = test::answer_of({{"a", 0.9}, {",\n", 0.01}, {" (", 0.01}, {"b", 0.02}});
  CHECK(tripped(answer, {.fail_on = low}) == "low 0 3");
  CHECK(tripped(answer, {.fail_on = low, .strict = true}) == "low 0 1");
  CHECK(tripped(answer, {.min_probability = 0.5}) == "probability 0 3");
  CHECK(tripped(answer, {.min_probability = 0.5, .strict = true}) == "probability 0 1");
}

TEST_CASE("a floor is below every probability, and an unscored token below none") {
  Answer answer = test::answer_of({{"a", 0.9}, {"b", 0.9}});
  answer.choices[0].tokens[1].logprob = -9999;
  CHECK(tripped(answer, {.min_probability = 0}) == "probability 0 1");
  CHECK(tripped(answer, {.min_probability = 1e-9}) == "probability 0 1");
  answer.choices[0].tokens[1].logprob = unknown_logprob;
  CHECK(tripped(answer, {.min_probability = 0.8}).empty());
}

TEST_CASE("gates look only at content and refusals") {
  const auto kind = GENERATE(Kind::prompt, Kind::reasoning, Kind::content, Kind::refusal);
  const bool gated = kind == Kind::content || kind == Kind::refusal;
  Answer answer;
  test::add_choice(answer, 0, {{"x", 0.01}}, kind);
  CHECK(tripped(answer, {.fail_on = low}) == (gated ? "low 0 0" : ""));
  CHECK(lacking(answer, {.fail_on = low}) == (gated ? "" : "low"));
}

TEST_CASE("of several choices that trip, the first counts") {
  Answer answer = test::answer_of({{"a", 0.9}});
  test::add_choice(answer, 1, {{"b", 0.9}, {"c", 0.01}});
  test::add_choice(answer, 2, {{"d", 0.001}});
  CHECK(tripped(answer, {.fail_on = low}) == "low 1 1");
  CHECK(tripped(answer, {.max_perplexity = 1.5}) == "perplexity 1 1");
}

TEST_CASE("a gate needs something to judge") {
  const Gates all{.fail_on = {true, true, true}, .min_probability = 0.1, .max_perplexity = 9};
  CHECK(lacking(mixed, all).empty());
  CHECK(lacking(mixed, {}).empty());
  const Answer bare = test::answer_of({{"a", 0.9}});
  CHECK(lacking(bare, {.fail_on = low}).empty());
  CHECK(lacking(bare, {.fail_on = ambiguous}) == "ambiguous");
  CHECK(lacking(bare, {.fail_on = not_top}) == "not-top");
  CHECK(lacking(bare, {.fail_on = {true, false, true}}) == "not-top");
  const Answer one = test::answer_of({{"a", 0.9, {{"a", 0.9}}}});
  CHECK(lacking(one, {.fail_on = ambiguous}) == "ambiguous");
  CHECK(lacking(one, {.fail_on = not_top}).empty());
  Answer unusable = test::answer_of({{"a", 0.9, {{"b", 0.1}}}});
  unusable.alternatives[0].logprob = unknown_logprob;
  CHECK(lacking(unusable, {.fail_on = not_top}) == "not-top");
}

TEST_CASE("neither unscored tokens nor floors can be judged") {
  for (const double logprob : {unknown_logprob, -9999.0}) {
    CAPTURE(logprob);
    const Answer answer = with_logprob(mixed, logprob);
    CHECK(lacking(answer, {.fail_on = low}) == "low");
    CHECK(lacking(answer, {.min_probability = 0.1}) == "probability");
    CHECK(lacking(answer, {.max_perplexity = 9}) == "perplexity");
    CHECK(lacking(answer, {.fail_on = ambiguous}) == "ambiguous");
    CHECK(lacking(answer, {.fail_on = not_top}) == "not-top");
  }
}

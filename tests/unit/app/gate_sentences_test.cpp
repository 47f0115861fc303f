#include "app/gate_sentences.hpp"

#include <cmath>

#include "answers.hpp"
#include "catch.hpp"

using namespace logprobs;
using namespace logprobs::app;
using namespace logprobs::cli;

namespace {

std::string sentence(const Answer& answer, const Options& options) {
  const Report report = test::judged(answer, options.thresholds);
  const auto trip = first_trip(answer, report, options.gates);
  return trip ? trip_sentence(answer, report, *trip, options) : "";
}

Options with(const Gates& gates) {
  Options options;
  options.gates = gates;
  return options;
}

const Gates on_low{.fail_on = {true, false, false}};

}  // namespace

TEST_CASE("a sentence says which token tripped what, with the numbers") {
  const Answer answer = test::answer_of({{"a", 0.99}, {" b", 0.04, {{" c", 0.5}, {" d", 0.45}}}});
  CHECK(sentence(answer, with(on_low)) ==
        "token 1 “ b” has probability 0.04, below --low 0.1 (--fail-on low)");
  CHECK(sentence(answer, with({.fail_on = {false, true, false}})) ==
        "token 1 “ b” could have been “ c” (0.5) or “ d” (0.45): 0.05 apart, below --ambiguous "
        "0.15 (--fail-on ambiguous)");
  CHECK(sentence(answer, with({.fail_on = {false, false, true}})) ==
        "token 1 “ b” has probability 0.04, but “ c” had 0.5 (--fail-on not-top)");
  CHECK(sentence(answer, with({.min_probability = 0.05})) ==
        "token 1 “ b” has probability 0.04, below --min-probability 0.05");
  CHECK(sentence(answer, with({.max_perplexity = 2})) ==
        "token 1 “ b” is the least sure, with probability 0.04: perplexity 5.03 is above "
        "--max-perplexity 2");
}

TEST_CASE("a number is never shown as the threshold that it is short of") {
  CHECK(sentence(test::answer_of({{"a", 0.0999999}}), with(on_low)) ==
        "token 0 “a” has probability 0.0999999, below --low 0.1 (--fail-on low)");
  CHECK(sentence(test::answer_of({{"a", 0.5}}), with({.max_perplexity = 1.99999})) ==
        "token 0 “a” is the least sure, with probability 0.5: perplexity 2 is above "
        "--max-perplexity 1.99999");
  const double just = std::nextafter(0.5, 0);
  CHECK(sentence(test::answer_of({{"a", just}}), with({.min_probability = 0.5})) ==
        "token 0 “a” has probability 0.49999999999999994, below --min-probability 0.5");
  CHECK(sentence(test::answer_of({{"a", 0.33333, {{"b", 0.33334}, {"a", 0.33333}}}}),
                 with({.fail_on = {false, false, true}})) ==
        "token 0 “a” has probability 0.333, but “b” had 0.33334 (--fail-on not-top)");
}

TEST_CASE("logprobs are shown where probabilities are equal") {
  Answer answer = test::answer_of({{"a", 1, {{"b", 1}, {"a", 1}}}});
  answer.choices[0].tokens[0].logprob = answer.alternatives[1].logprob = -1e-17;
  CHECK(sentence(answer, with({.fail_on = {false, false, true}})) ==
        "token 0 “a” has logprob -1e-17, but “b” had 0 (--fail-on not-top)");
}

TEST_CASE("a probability too small for a double is a power of e, a floor its logprob") {
  Answer answer = test::answer_of({{"a", 1}});
  answer.choices[0].tokens[0].logprob = -999.5;
  CHECK(sentence(answer, with({.min_probability = 0.5})) ==
        "token 0 “a” has probability e^-999.5, below --min-probability 0.5");
  CHECK(sentence(answer, with({.max_perplexity = 2})) ==
        "token 0 “a” is the least sure, with probability e^-999.5: perplexity e^999.5 is above "
        "--max-perplexity 2");
  answer.choices[0].tokens[0].logprob = -9999;
  CHECK(sentence(answer, with({.min_probability = 0.5})) ==
        "token 0 “a” has logprob -9999, which counts as 0: below --min-probability 0.5");
}

TEST_CASE("a sentence says which of several choices it is about") {
  Answer answer = test::answer_of({{"sure", 0.9}});
  test::add_choice(answer, 1, {{"I", 0.05}}, Kind::refusal);
  CHECK(sentence(answer, with(on_low)) ==
        "choice 1, refusal, token 0 “I” has probability 0.05, below --low 0.1 (--fail-on low)");
}

TEST_CASE("a token in a sentence is visible and short") {
  CHECK(sentence(test::answer_of({{"\x1b[2J\n", 0.05}}), with(on_low)) ==
        "token 0 “\\x1b[2J\\n” has probability 0.05, below --low 0.1 (--fail-on low)");
  CHECK(sentence(test::answer_of({{std::string(60, 'x'), 0.05}}), with(on_low)) ==
        "token 0 “" + std::string(39, 'x') +
            "…” has probability 0.05, below --low 0.1 "
            "(--fail-on low)");
}

TEST_CASE("a gate without evidence says what to ask for") {
  const auto lacking = [](Gate gate, double logprob) {
    Answer answer = test::answer_of({{"a", 1}});
    answer.choices[0].tokens[0].logprob = logprob;
    return no_evidence_sentence(gate, test::judged(answer));
  };
  CHECK(lacking(Gate::ambiguous, -1) ==
        "--fail-on ambiguous has nothing to judge: no token has two alternatives; ask for them "
        "(--top-logprobs) from a server that gives them");
  CHECK(lacking(Gate::not_top, -1) ==
        "--fail-on not-top has nothing to judge: no token has alternatives; ask for them "
        "(--top-logprobs) from a server that gives them");
  const auto gate = GENERATE(Gate::ambiguous, Gate::not_top, Gate::max_perplexity);
  CHECK(lacking(gate, -9999).ends_with(" has nothing to judge: no token has a usable logprob"));
}

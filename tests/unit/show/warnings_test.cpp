#include "answers.hpp"
#include "catch.hpp"

using namespace logprobs;
using namespace logprobs::test;

namespace {

using Sentences = std::vector<std::string>;

const std::string left_out = "left out of sum, mean, perplexity and lowest probability";

Answer answer_with(const std::vector<double>& logprobs) {
  Answer answer = answer_of(std::vector<Said>(logprobs.size(), Said{"a"}));
  for (std::size_t i = 0; i < logprobs.size(); ++i) {
    answer.choices[0].tokens[i].logprob = logprobs[i];
  }
  return answer;
}

Sentences warnings_of(const Answer& answer) { return warnings(answer, judged(answer)); }

}  // namespace

TEST_CASE("an answer of scored tokens has no warnings") {
  CHECK(warnings_of(answer_with({-0.1, 0, 1e-7, -999})).empty());
  CHECK(warnings_of(Answer{}).empty());
}

TEST_CASE("tokens left out of the sums are counted once per answer") {
  const double inf = std::numeric_limits<double>::infinity();
  CHECK(warnings_of(answer_with({-1, unknown_logprob})) ==
        Sentences{"1 token without a usable logprob, " + left_out});
  CHECK(warnings_of(answer_with({inf, 0.5, -1})) ==
        Sentences{"2 tokens without a usable logprob, " + left_out});
  CHECK(warnings_of(answer_with({-9999, -1})) ==
        Sentences{"1 token with a logprob that means “no value here”, " + left_out});
  CHECK(warnings_of(answer_with({-1000, -inf, -3.4e38})) ==
        Sentences{"3 tokens with a logprob that means “no value here”, " + left_out});
}

TEST_CASE("tokens of all choices count, and warnings of the reader come first") {
  Answer answer = answer_with({unknown_logprob, -9999});
  answer.warnings = {"first", "second"};
  add_choice(answer, 1, {{"b"}, {"c"}});
  answer.choices[1].tokens[0].logprob = unknown_logprob;
  answer.choices[1].tokens[1].logprob = -1000;
  CHECK(warnings_of(answer) ==
        Sentences{"first", "second", "2 tokens without a usable logprob, " + left_out,
                  "2 tokens with a logprob that means “no value here”, " + left_out});
}

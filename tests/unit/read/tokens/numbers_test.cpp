#include "read/tokens/numbers.hpp"

#include <limits>
#include <vector>

#include "catch.hpp"
#include "samples.hpp"

using logprobs::Answer;
using samples::Entry;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double unknown = logprobs::unknown_logprob;

struct Sample {
  Entry chosen;
  std::vector<Entry> list{};
};

Answer answer_of(const std::vector<Sample>& tokens) {
  Answer answer;
  answer.choices.emplace_back();
  for (const Sample& token : tokens) {
    answer.choices[0].tokens.push_back(samples::make_token(answer, token.chosen, token.list));
  }
  return answer;
}

}  // namespace

TEST_CASE("an answer has logprobs if one of its tokens has a number, even minus infinity") {
  using logprobs::read::has_logprobs;
  CHECK_FALSE(has_logprobs({}));
  CHECK_FALSE(has_logprobs(answer_of({})));
  CHECK_FALSE(has_logprobs(answer_of({{{"a", unknown}, {{"a", -1}}}, {{"b", unknown}}})));
  CHECK(has_logprobs(answer_of({{{"a", unknown}}, {{"b", -infinity}}})));
  CHECK(has_logprobs(answer_of({{{"a", 7}}})));
}

TEST_CASE("numbers above 0 are impossible, apart from rounding and infinity") {
  using logprobs::read::count_impossible;
  CHECK(count_impossible(answer_of({{{"a", -1}}, {{"b", 0}}, {{"c", 1e-6}}})) == 0);
  CHECK(count_impossible(answer_of({{{"a", infinity}}, {{"b", unknown}}})) == 0);
  CHECK(count_impossible(answer_of({{{"a", 2e-6}}, {{"b", 17}}})) == 2);
}

TEST_CASE("an impossible alternative makes its token count, once") {
  using logprobs::read::count_impossible;
  CHECK(count_impossible(answer_of({{{"a", 0.5}, {{"b", -1}, {"a", 0.5}, {"c", 0.7}}}})) == 1);
  CHECK(count_impossible(answer_of({{{"a", -1}, {{"a", -1}, {"b", 0.5}, {"c", unknown}}}})) == 1);
  CHECK(count_impossible(answer_of({{{"a", -1}, {{"a", -1}, {"b", infinity}}}})) == 0);
}

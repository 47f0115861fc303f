#include "read/join/told.hpp"

#include <string>
#include <string_view>

#include "answers.hpp"
#include "catch.hpp"

using logprobs::Answer;
using logprobs::read::Told;

namespace {

Answer answer_with(std::string_view id, double probability) {
  Answer answer =
      logprobs::test::answer_of({{"a", probability, {{"a", probability}, {"b", 0.25}}}});
  answer.id = id;
  return answer;
}

}  // namespace

TEST_CASE("the same tokens and numbers are told once in a document") {
  Told told;
  CHECK_FALSE(told.any(1));
  CHECK_FALSE(told.again(1, answer_with("", 0.5)));
  CHECK(told.any(1));
  CHECK(told.again(1, answer_with("", 0.5)));
  CHECK_FALSE(told.again(1, answer_with("", 0.625)));
  CHECK(told.again(1, answer_with("", 0.625)));
  CHECK_FALSE(told.any(2));
  CHECK_FALSE(told.again(2, answer_with("", 0.5)));
  CHECK_FALSE(told.again(0, answer_with("", 0.5)));
  CHECK_FALSE(told.again(0, answer_with("", 0.5)));
}

TEST_CASE("answers with different ids are different, one without an id may be any") {
  Told told;
  CHECK_FALSE(told.again(1, answer_with("x", 0.5)));
  CHECK_FALSE(told.again(1, answer_with("y", 0.5)));
  CHECK(told.again(1, answer_with("x", 0.5)));
  CHECK(told.again(1, answer_with("", 0.5)));
  CHECK_FALSE(told.again(1, answer_with("z", 0.5)));
}

TEST_CASE("alternatives, and messages without tokens, count too") {
  Told told;
  CHECK_FALSE(told.again(1, answer_with("", 0.5)));
  Answer other = answer_with("", 0.5);
  other.alternatives.back().logprob = -1;
  CHECK_FALSE(told.again(1, other));
  Answer silent;
  silent.choices.emplace_back().message = "Hi";
  CHECK_FALSE(told.again(1, silent));
  CHECK(told.again(1, silent));
  silent.choices.back().message = "Ho";
  CHECK_FALSE(told.again(1, silent));
}

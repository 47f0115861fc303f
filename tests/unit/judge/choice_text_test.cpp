#include "judge/choice_text.hpp"

#include <cmath>

#include "answers.hpp"
#include "catch.hpp"

using namespace logprobs;
using namespace logprobs::judge;

TEST_CASE("a piece of text has the tokens that write any of its bytes") {
  const Answer answer = test::answer_of({{"ab", 0.5}, {"", 0.9}, {"cde", 0.25}, {"f", 0.8}});
  const Choice& choice = answer.choices[0];
  const ChoiceText text = text_of(answer, choice);
  CHECK(text.text == "abcdef");
  const auto tokens = [&](std::size_t begin, std::size_t end) {
    const Part part = part_of(choice, text, begin, end);
    return std::pair(part.first, part.last);
  };
  CHECK(tokens(0, 2) == std::pair<std::size_t, std::size_t>(0, 1));
  CHECK(tokens(1, 3) == std::pair<std::size_t, std::size_t>(0, 3));
  CHECK(tokens(2, 5) == std::pair<std::size_t, std::size_t>(2, 3));
  CHECK(tokens(3, 6) == std::pair<std::size_t, std::size_t>(2, 4));
  CHECK(tokens(3, 3) == std::pair<std::size_t, std::size_t>(2, 2));
  CHECK(tokens(6, 6) == std::pair<std::size_t, std::size_t>(4, 4));
}

TEST_CASE("a part has the sum of its logprobs and its least sure token") {
  Answer answer = test::answer_of({{"a", 0.5}, {"b", 0.25}, {"c", 0.25}});
  Choice& choice = answer.choices[0];
  const ChoiceText text = text_of(answer, choice);
  const Part part = part_of(choice, text, 0, 3);
  CHECK(part.sum_logprob == Approx(std::log(0.03125)));
  CHECK(part.least_sure == 1);
  choice.tokens[2].logprob = -9999;
  CHECK(part_of(choice, text, 0, 3).sum_logprob == -std::numeric_limits<double>::infinity());
  choice.tokens[0].logprob = unknown_logprob;
  CHECK(std::isnan(part_of(choice, text, 0, 3).sum_logprob));
  CHECK(part_of(choice, text, 1, 2).sum_logprob == Approx(std::log(0.25)));
}

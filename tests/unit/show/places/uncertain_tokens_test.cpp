#include "show/places/uncertain_tokens.hpp"

#include <fmt/format.h>

#include "answers.hpp"
#include "catch.hpp"
#include "show/words/choice_text.hpp"

using namespace logprobs;
using namespace logprobs::test;

namespace {

constexpr double sure = 0.95;
constexpr double unsure = 0.05;  // low

/// The tokens as `[dra]1 low`: their bytes, index and clues.
std::string tokens_of(const Answer& answer) {
  const Choice& choice = answer.choices.front();
  const Report report = judged(answer);
  const std::string text = show::shown_text(answer, choice);
  std::string all;
  for (const auto& token : show::uncertain_tokens(choice, report.choices.front(), text)) {
    all += fmt::format("{}[{}]{}", all.empty() ? "" : " ",
                       text.substr(token.begin, token.end - token.begin), token.index);
    for (const ClueInfo& info : clue_table) {
      if (token.clues.*info.clue) all += fmt::format(" {}", info.name);
    }
  }
  return all;
}

}  // namespace

TEST_CASE("a token with a clue is shown without the white space around it") {
  CHECK(tokens_of(answer_of({{"The", sure}, {" cat", unsure}, {" sat", sure}, {".\n", unsure}})) ==
        "[cat]1 low [.]3 low");
  CHECK(tokens_of(answer_of({{"The", sure}})).empty());
}

TEST_CASE("each token of a word has its own clues") {
  CHECK(tokens_of(answer_of(
            {{" dra", unsure}, {"gon", sure}, {"fly", 0.2, {{"fly", 0.2}, {"x", 0.19}}}})) ==
        "[dra]0 low [fly]2 ambiguous");
}

TEST_CASE("white space alone is shown as it is") {
  CHECK(tokens_of(answer_of({{"a", unsure}, {" ", unsure}, {"b", unsure}, {"\n\n", unsure}})) ==
        "[a]0 low [ ]1 low [b]2 low [\n\n]3 low");
}

TEST_CASE("tokens that share a character are one, that of the least sure") {
  CHECK(tokens_of(answer_of({{"\xc5", sure}, {"\x82", unsure}, {"a", sure}})) == "[ł]1 low");
  CHECK(tokens_of(answer_of({{"e", sure}, {"\u0301", unsure}})) == "[e\u0301]1 low");
  CHECK(tokens_of(answer_of({{"\xe2", 0.04}, {"\x82", 0.02}, {"\xac", 0.03}})) == "[€]1 low");
}

TEST_CASE("a token that the text does not show keeps its place") {
  Answer answer = answer_of({{"a", unsure}, {"<|x|>", unsure}, {" b", unsure}, {"<|y|>", unsure}});
  answer.choices[0].tokens[1].shown.size = answer.choices[0].tokens[3].shown.size = 0;
  CHECK(tokens_of(answer) == "[a]0 low []1 low [b]2 low []3 low");
}

TEST_CASE("of tokens that share a character, an unscored one is not the least sure") {
  Answer answer = answer_of(
      {{"\xc5", 0.5, {{"x", 0.9}, {"\xc5", 0.5}}}, {"\x82", 0.4, {{"x", 0.5}, {"\x82", 0.4}}}});
  answer.choices[0].tokens[0].logprob = unknown_logprob;
  CHECK(tokens_of(answer) == "[ł]1 ambiguous not-top");
}

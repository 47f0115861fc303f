#include "show/places/uncertain_words.hpp"

#include <fmt/format.h>

#include "answers.hpp"
#include "catch.hpp"
#include "show/words/choice_text.hpp"

using namespace logprobs;
using namespace logprobs::test;

namespace {

constexpr double sure = 0.95;
constexpr double unsure = 0.05;  // low

/// The words as `[dra]1 low`: their bytes, the least sure token, their clues.
std::string words_of(const Answer& answer) {
  const Choice& choice = answer.choices.front();
  const Report report = judged(answer);
  const std::string text = show::shown_text(answer, choice);
  std::string all;
  for (const auto& word : show::uncertain_words(choice, report.choices.front(), text)) {
    all += fmt::format("{}[{}]{}", all.empty() ? "" : " ",
                       text.substr(word.begin, word.end - word.begin), word.least_sure);
    for (const ClueInfo& info : clue_table) {
      if (word.clues.*info.clue) all += fmt::format(" {}", info.name);
    }
  }
  return all;
}

}  // namespace

TEST_CASE("a token with a clue is a word without the space before it") {
  CHECK(words_of(answer_of({{"The", sure}, {" cat", unsure}, {" sat", sure}, {".\n", unsure}})) ==
        "[cat]1 low [.]3 low");
  CHECK(words_of(answer_of({{"The", sure}})).empty());
}

TEST_CASE("tokens of one word are one word, that of the least sure") {
  CHECK(words_of(answer_of({{" dra", 0.04}, {"gon", 0.02}, {"fly", 0.03}, {" is", 0.01}})) ==
        "[dragonfly]1 low [is]3 low");
  CHECK(words_of(answer_of(
            {{"dra", unsure}, {"gon", sure}, {"fly", 0.2, {{"fly", 0.2}, {"x", 0.1}}}})) ==
        "[dragonfly]0 low ambiguous");
}

TEST_CASE("a sure beginning or end of a word is left out") {
  CHECK(words_of(answer_of({{" And", sure}, {"rzej", unsure}, {" D", unsure}, {"uda", sure}})) ==
        "[rzej]1 low [D]2 low");
}

TEST_CASE("punctuation and ideographs begin words") {
  CHECK(words_of(answer_of({{"don", unsure}, {"'t", unsure}})) == "[don]0 low ['t]1 low");
  CHECK(words_of(answer_of({{"漢", unsure}, {"字", unsure}})) == "[漢]0 low [字]1 low");
}

TEST_CASE("white space alone is a word of its own") {
  CHECK(words_of(answer_of({{"a", unsure}, {" ", unsure}, {"b", unsure}, {"\n\n", unsure}})) ==
        "[a]0 low [ ]1 low [b]2 low [\n\n]3 low");
}

TEST_CASE("tokens that share a character are one word") {
  CHECK(words_of(answer_of({{"\xc5", sure}, {"\x82", unsure}, {"a", sure}})) == "[ł]1 low");
  CHECK(words_of(answer_of({{"e", sure}, {"\u0301", unsure}})) == "[e\u0301]1 low");
}

TEST_CASE("a token that the text does not show keeps its place") {
  Answer answer = answer_of({{"a", unsure}, {"<|x|>", unsure}, {" b", unsure}});
  answer.choices[0].tokens[1].shown.size = 0;
  CHECK(words_of(answer) == "[a]0 low []1 low [b]2 low");
}

TEST_CASE("a token that is unscored is less sure than none") {
  Answer answer =
      answer_of({{"a", 0.5, {{"a", 0.5}, {"x", 0.45}}}, {"b", 0.4, {{"x", 0.5}, {"b", 0.4}}}});
  answer.choices[0].tokens[0].logprob = unknown_logprob;
  CHECK(words_of(answer) == "[ab]1 ambiguous not-top");
}

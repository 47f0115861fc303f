#include "show/words/spans.hpp"

#include <fmt/format.h>

#include "answers.hpp"
#include "catch.hpp"
#include "show/words/choice_text.hpp"

using namespace logprobs;
using namespace logprobs::show;
using test::Said;

namespace {

/// "[first,last) text probability least clues" for each span.
std::string spans_of(const std::vector<Said>& tokens) {
  const Answer answer = test::answer_of(tokens);
  const Report report = test::judged(answer);
  const std::string text = sent_text(answer, answer.choices[0]);
  std::string all;
  for (const UncertainSpan& s : uncertain_spans(answer.choices[0], report.choices[0], text)) {
    all += fmt::format("[{},{}) “{}” {:.3g} {}{}{}{}\n", s.first, s.last,
                       text.substr(s.begin, s.end - s.begin), s.probability, s.least_sure,
                       s.clues.low ? " low" : "", s.clues.ambiguous ? " ambiguous" : "",
                       s.clues.not_top ? " not-top" : "");
  }
  return all;
}

Said sure(const std::string& text) { return {text, 0.9}; }
Said low(const std::string& text, double p = 0.05) { return {text, p}; }

}  // namespace

TEST_CASE("neighbours in a word are one span") {
  CHECK(spans_of({sure("a")}).empty());
  CHECK(spans_of({sure("a"), low(" b"), sure("c")}) == "[1,2) “ b” 0.05 1 low\n");
  CHECK(spans_of({low(" Ka"), low("zi", 0.02), low("mierz", 0.08), sure(" x")}) ==
        "[0,3) “ Kazimierz” 8e-05 1 low\n");
}

TEST_CASE("a span ends with its word, and before a sure token") {
  CHECK(spans_of({low("a"), low(" b")}) == "[0,1) “a” 0.05 0 low\n[1,2) “ b” 0.05 1 low\n");
  CHECK(spans_of({low("a"), low(".")}) == "[0,1) “a” 0.05 0 low\n[1,2) “.” 0.05 1 low\n");
  CHECK(spans_of({low("a"), sure("b"), low("c")}) ==
        "[0,1) “a” 0.05 0 low\n[2,3) “c” 0.05 2 low\n");
  CHECK(spans_of({low("漢"), low("字")}) == "[0,1) “漢” 0.05 0 low\n[1,2) “字” 0.05 1 low\n");
}

TEST_CASE("white space belongs to the word that it begins") {
  CHECK(spans_of({low(" "), low("a")}) == "[0,2) “ a” 0.0025 0 low\n");
  CHECK(spans_of({low(".\n"), low("a")}) == "[0,1) “.\n” 0.05 0 low\n[1,2) “a” 0.05 1 low\n");
  CHECK(spans_of({low("a"), low(""), low("b")}) == "[0,3) “ab” 0.000125 0 low\n");
}

TEST_CASE("a span has the clues of all its tokens") {
  CHECK(spans_of({low("a"), {"b", 0.4, {{"c", 0.5}, {"b", 0.4}}}}) ==
        "[0,2) “ab” 0.02 0 low ambiguous not-top\n");
}

TEST_CASE("a character is never cut") {
  const std::string cat = "🐈";
  CHECK(spans_of({sure("a" + cat.substr(0, 2)), low(cat.substr(2)), sure("b")}) ==
        "[0,2) “a🐈” 0.045 1 low\n");
  CHECK(spans_of({low(cat.substr(0, 2)), sure(cat.substr(2, 1)), sure(cat.substr(3)), low("b")}) ==
        "[0,4) “🐈b” 0.00203 0 low\n");
  CHECK(spans_of({low("\xF0\x9F"), low("b")}) ==
        "[0,2) “\xF0\x9F"
        "b” 0.0025 0 low\n");
}

TEST_CASE("what people count as one character is never cut") {
  CHECK(spans_of({low("e"), sure("\u0301"), sure(" x")}) == "[0,2) “e\u0301” 0.045 0 low\n");
  CHECK(spans_of({sure("👨"), low("\u200d"), sure("👩"), sure("!")}) ==
        "[0,3) “👨\u200d👩” 0.0405 1 low\n");
  CHECK(spans_of({low("❤"), sure("\ufe0f")}) == "[0,2) “❤\ufe0f” 0.045 0 low\n");
}

TEST_CASE("a joint probability is known if all of its factors are") {
  Answer answer = test::answer_of({low("a"), low("b")});
  Token& second = answer.choices[0].tokens[1];
  Report report = test::judged(answer);
  const auto span = [&] { return uncertain_spans(answer.choices[0], report.choices[0], "ab")[0]; };
  second.logprob = unknown_logprob;
  CHECK(std::isnan(span().probability));
  second.logprob = -9999;
  CHECK(span().probability == 0);
  for (Token& token : answer.choices[0].tokens) token.logprob = 1e-6;
  CHECK(span().probability == 1);
}

TEST_CASE("tokens without bytes have spans too") {
  CHECK(spans_of({sure("a"), low("")}) == "[1,2) “” 0.05 1 low\n");
}

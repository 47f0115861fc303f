#include "show/words/counted_answers.hpp"

#include "answers.hpp"
#include "catch.hpp"

using namespace logprobs;
using namespace logprobs::show;
using namespace logprobs::test;
using Parts = std::vector<std::string>;

namespace {

Answer with_texts(const std::vector<std::string>& texts) {
  Answer answer = answer_of({});
  answer.choices.clear();
  for (const std::string& text : texts) {
    add_choice(answer, static_cast<int>(answer.choices.size()), {{text}});
  }
  return answer;
}

Parts counts(const Answer& answer) { return counted_answers(answer, as_it_is); }

}  // namespace

TEST_CASE("equal answers are counted, the most frequent first") {
  CHECK(counts(with_texts({"Tabs", "Spaces", "Spaces"})) ==
        Parts{"3 answers: 2 × Spaces", "1 × Tabs"});
  CHECK(counts(with_texts({"b", "a", "b", "a"})) == Parts{"4 answers: 2 × b", "2 × a"});
  CHECK(counts(with_texts({"same", "same"})) == Parts{"2 answers: 2 × same"});
}

TEST_CASE("white space around an answer makes no difference, letters do") {
  CHECK(counts(with_texts({" yes\n", "\t yes", "yes.", "Yes"})) ==
        Parts{"4 answers: 2 × yes", "1 × yes.", "1 × Yes"});
  CHECK(counts(with_texts({"a", "\fa\v\r\n"})) == Parts{"2 answers: 2 × a"});
  CHECK(counts(with_texts({"", " \n", "a"})) == Parts{"3 answers: 2 × (empty)", "1 × a"});
}

TEST_CASE("an answer without tokens counts by its message") {
  Answer answer = with_texts({"no"});
  add_message(answer, 1, "no");
  CHECK(counts(answer) == Parts{"2 answers: 2 × no"});
}

TEST_CASE("only answers of one short line are counted") {
  const std::string fits(20, 'a');
  CHECK(counts(with_texts({fits, "b"})).size() == 2);
  CHECK(counts(with_texts({fits + "a", "b"})).empty());
  CHECK(counts(with_texts({"a\nb", "b"})).empty());
  CHECK(counts(with_texts({"日本日本日本日本日本日", "b"})).empty());
}

TEST_CASE("there must be several whole answers to one question") {
  CHECK(counts(with_texts({"a"})).empty());
  Answer answer = with_texts({"a", "b"});
  answer.state = State::cut;
  CHECK(counts(answer).empty());
  answer.state = State::complete;
  answer.logits.emplace();
  CHECK(counts(answer).empty());
}

TEST_CASE("reasoning is no answer, and text with a refusal is none that could be compared") {
  Answer answer = answer_of({});
  answer.choices.clear();
  add_choice(answer, 0, {{"hm"}}, Kind::reasoning);
  add_choice(answer, 0, {{"a"}});
  CHECK(counts(answer).empty());
  add_choice(answer, 1, {{"a"}});
  CHECK(counts(answer) == Parts{"2 answers: 2 × a"});
  add_choice(answer, 1, {{"No."}}, Kind::refusal);
  CHECK(counts(answer).empty());
}

TEST_CASE("of many different answers ten are named") {
  std::vector<std::string> texts;
  for (int i = 0; i < 13; ++i) texts.push_back(std::to_string(i));
  texts.emplace_back("12");
  const Parts parts = counts(with_texts(texts));
  CHECK(parts.size() == 11);
  CHECK((parts.front() == "14 answers: 2 × 12" && parts.back() == "3 × another"));
}

TEST_CASE("hostile answers are visible") {
  CHECK(counts(with_texts({"\x1b[2J", "a"})).front() == "2 answers: 1 × \\x1b[2J");
}

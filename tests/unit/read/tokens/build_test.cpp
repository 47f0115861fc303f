#include "read/tokens/build.hpp"

#include <string>
#include <string_view>
#include <vector>

#include "catch.hpp"
#include "samples.hpp"

using logprobs::Answer;
using logprobs::Choice;
using logprobs::Kind;

namespace {

/// A choice with these tokens, a letter each, and an alternative a token.
void add_choice(Answer& answer, int index, Kind kind, std::string_view letters,
                std::string_view message = "") {
  Choice& choice = logprobs::read::choice_of(answer, index, kind);
  choice.message = message;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    choice.tokens.push_back(samples::make_token(answer, {letters.substr(i, 1), -0.5, {}, "name"},
                                                {{letters.substr(i, 1), -0.5}}));
  }
}

struct Row {
  std::vector<Kind> kinds;
  std::vector<std::string_view> texts;  // upper case letters are tokens, others the message
  std::string_view kept;
};

}  // namespace

TEST_CASE("choices are kept by index, then by kind") {
  Answer answer;
  logprobs::read::choice_of(answer, 1, Kind::content);
  logprobs::read::choice_of(answer, 0, Kind::refusal);
  logprobs::read::choice_of(answer, 1, Kind::prompt);
  logprobs::read::choice_of(answer, 0, Kind::content);
  logprobs::read::choice_of(answer, 3, Kind::reasoning);
  logprobs::read::choice_of(answer, 1, Kind::content).finish_reason = "stop";
  CHECK(samples::show(answer) == "0 0:refusal 1:prompt 1:stop 3:reasoning");
}

TEST_CASE("parts of a response are put together") {
  Answer whole;
  Answer part;
  part.id = "x";
  part.model = "m";
  part.created = 5;
  part.warnings = {"careful"};
  add_choice(part, 0, Kind::content, "AB");
  logprobs::read::append(whole, part);
  Answer next;
  next.id = "y";
  next.created = 6;
  add_choice(next, 1, Kind::content, "C");
  add_choice(next, 0, Kind::content, "D");
  logprobs::read::end_choice(next, 0, "stop");
  logprobs::read::append(whole, next);
  CHECK(samples::show(whole) == "0=A|B|D:stop 1=C");
  CHECK(samples::show_token(whole, whole.choices[0].tokens[2]) == "D(name)@-0.5[D@-0.5]");
  CHECK(samples::show_token(whole, whole.choices[1].tokens[0]) == "C(name)@-0.5[C@-0.5]");
  CHECK(whole.id == "x");  // the first that says so
  CHECK(whole.model == "m");
  CHECK(whole.created == 5);
  CHECK(whole.warnings == std::vector<std::string>{"careful"});
  Answer failed;
  failed.failure = logprobs::Failure{"no", "", {}};
  logprobs::read::append(whole, failed);
  CHECK(whole.failure->message == "no");
}

TEST_CASE("messages grow, an end sign is for all kinds of its choice") {
  Answer whole;
  Answer part;
  add_choice(part, 0, Kind::content, "", "Hel");
  add_choice(part, 0, Kind::refusal, "", "N");
  logprobs::read::append(whole, part);
  Answer next;
  add_choice(next, 0, Kind::content, "", "lo");
  logprobs::read::end_choice(next, 0, "stop");
  logprobs::read::append(whole, next);
  CHECK(samples::show(whole) == "0\"Hello\":stop 0:refusal\"N\":stop");
}

TEST_CASE("a choice gets its number last") {
  Answer answer;
  add_choice(answer, 2, Kind::content, "A", "m");
  add_choice(answer, -1, Kind::content, "B", "n");
  add_choice(answer, -1, Kind::refusal, "C");
  logprobs::read::end_choice(answer, -1, "stop");
  logprobs::read::renumber(answer, -1, 2);
  CHECK(samples::show(answer) == "2=A|B:stop 2:refusal=C:stop");
  CHECK(answer.choices[0].message == "mn");
  logprobs::read::renumber(answer, -1, 5);  // none there
  CHECK(answer.choices.size() == 2);
}

TEST_CASE("empty kinds are left out where another kind has something") {
  const Row row = GENERATE(values<Row>({
      {{Kind::content}, {""}, "0"},
      {{Kind::content}, {"A"}, "0=A"},
      {{Kind::content, Kind::refusal}, {"A", ""}, "0=A"},
      {{Kind::content, Kind::refusal}, {"", "A"}, "0:refusal=A"},
      {{Kind::content, Kind::refusal}, {"A", "B"}, "0=A 0:refusal=B"},
      {{Kind::content, Kind::refusal}, {"text", "B"}, "0:refusal=B"},
      {{Kind::content, Kind::refusal}, {"", "text"}, "0:refusal\"text\""},
      {{Kind::content, Kind::refusal}, {"", ""}, "0"},
      {{Kind::reasoning, Kind::content}, {"A", ""}, "0:reasoning=A"},
      {{Kind::prompt, Kind::reasoning, Kind::content, Kind::refusal},
       {"A", "", "B", ""},
       "0:prompt=A 0=B"},
  }));
  Answer answer;
  for (std::size_t i = 0; i < row.kinds.size(); ++i) {
    const bool tokens = row.texts[i] != "text";
    add_choice(answer, 0, row.kinds[i], tokens ? row.texts[i] : "", tokens ? "" : row.texts[i]);
  }
  add_choice(answer, 4, Kind::content, "");  // another choice is not touched
  add_choice(answer, 5, Kind::content, "Z");
  logprobs::read::drop_empty_kinds(answer);
  CHECK(samples::show(answer) == std::string(row.kept) + " 4 5=Z");
}

TEST_CASE("a cleared answer is as new, except that it keeps its source and its memory") {
  Answer answer;
  answer.source = "a file's name that is too long to be kept inside of a std::string";
  const std::string source = answer.source;
  const char* const source_memory = answer.source.data();
  answer.state = logprobs::State::cut;
  answer.place = {1, 2};
  answer.format = "tokens";
  answer.id = answer.model = answer.custom_id = "x";
  answer.created = 1;
  answer.failure = logprobs::Failure{};
  answer.warnings = {"w"};
  add_choice(answer, 0, Kind::content, "ABC", "message");
  logprobs::read::end_choice(answer, 0, "stop");
  const auto* const tokens = answer.choices[0].tokens.data();
  const std::size_t bytes = answer.bytes.capacity();
  const std::size_t alternatives = answer.alternatives.capacity();
  logprobs::read::clear(answer);
  CHECK(answer.source == source);
  CHECK(answer.source.data() == source_memory);
  CHECK(answer.state == logprobs::State::open);
  CHECK((std::string(answer.format) + answer.id + answer.model + answer.custom_id).empty());
  CHECK_FALSE((answer.created || answer.failure || answer.place.line || answer.place.offset));
  CHECK((answer.choices.empty() && answer.alternatives.empty() && answer.bytes.empty()));
  CHECK(answer.warnings.empty());
  CHECK(answer.bytes.capacity() == bytes);
  CHECK(answer.alternatives.capacity() == alternatives);
  Choice& again = logprobs::read::choice_of(answer, 1, Kind::refusal);
  CHECK(again.tokens.data() == tokens);
  CHECK(samples::show(answer) == "1:refusal");
  CHECK(again.message.empty());
}

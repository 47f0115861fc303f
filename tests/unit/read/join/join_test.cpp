#include "read/join/join.hpp"

#include <string>
#include <string_view>
#include <vector>

#include "catch.hpp"
#include "letters.hpp"
#include "read/tokens/build.hpp"
#include "samples.hpp"

using logprobs::Answer;
using logprobs::Choice;
using logprobs::Kind;
using samples::add_choice;

namespace {

struct Row {
  std::vector<Kind> kinds;
  std::vector<std::string_view> texts;  // upper case letters are tokens, others the message
  std::string_view kept;
};

}  // namespace

TEST_CASE("the parts of a response are joined") {
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

TEST_CASE("messages grow, and an end sign holds for all kinds of its choice") {
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

TEST_CASE("empty kinds are dropped if another kind has something") {
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

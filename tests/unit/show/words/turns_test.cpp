#include "show/words/turns.hpp"

#include "answers.hpp"
#include "catch.hpp"

using namespace logprobs;
using namespace logprobs::show;
using namespace logprobs::test;

namespace {

/// The turns that are due, as "choice:begin-end": with ( before it if the choice begins, and )
/// after it if its turn ends.
std::string turns_of(Turns& turns, const Answer& answer, bool done) {
  std::string text;
  for (Turn turn; turns.next(answer, done, turn);) {
    const Choice& choice = answer.choices[turn.choice];
    if (!text.empty()) text += ' ';
    if (turn.first) text += '(';
    if (choice.kind == Kind::refusal) text += 'r';
    if (choice.kind == Kind::reasoning) text += 't';
    text += std::to_string(choice.index) + ':' + std::to_string(turn.begin) + '-' +
            std::to_string(turn.end);
    if (turn.last) text += ')';
  }
  return text;
}

/// How many tokens came, and whether more will come.
struct Came {
  int index;
  std::size_t tokens;
  bool finished = false;
  Kind kind = Kind::content;
};

Answer answer_with(const std::vector<Came>& choices) {
  Answer answer;
  for (const Came& came : choices) {
    Choice& choice =
        add_choice(answer, came.index, std::vector<Said>(came.tokens, Said{"a"}), came.kind);
    if (!came.finished) choice.finish_reason.clear();
  }
  return answer;
}

}  // namespace

TEST_CASE("one choice is painted as it grows") {
  Turns turns;
  CHECK(turns_of(turns, answer_with({}), false).empty());
  CHECK(turns_of(turns, answer_with({{0, 0}}), false).empty());
  CHECK(turns_of(turns, answer_with({{0, 2}}), false) == "(0:0-2");
  CHECK(turns_of(turns, answer_with({{0, 2}}), false).empty());
  CHECK(turns_of(turns, answer_with({{0, 3}}), false) == "0:2-3");
  CHECK(turns_of(turns, answer_with({{0, 3, true}}), false).empty());
  CHECK(turns_of(turns, answer_with({{0, 3, true}}), true) == "0:3-3)");
  CHECK(turns_of(turns, answer_with({{0, 3, true}}), true).empty());
}

TEST_CASE("in sorted order a lower choice that has not come is waited for") {
  Turns turns(Order::sorted);
  CHECK(turns_of(turns, answer_with({{1, 1}}), false).empty());
  CHECK(turns_of(turns, answer_with({{0, 1}, {1, 1}}), false) == "(0:0-1");
  CHECK(turns_of(turns, answer_with({{0, 2, true}, {1, 1, true}, {3, 1}}), false) ==
        "0:1-2) (1:0-1");
  CHECK(turns_of(turns, answer_with({{0, 2, true}, {1, 1, true}, {2, 1}, {3, 1}}), false) ==
        "1:1-1) (2:0-1");
  CHECK(turns_of(turns, answer_with({{0, 2, true}, {1, 1, true}, {2, 1}, {3, 1}}), true) ==
        "2:1-1) (3:0-1)");
}

TEST_CASE("in sorted order reasoning comes before its answer, a message before the next choice") {
  Turns turns(Order::sorted);
  const auto reasoning = [](std::size_t tokens) { return Came{0, tokens, false, Kind::reasoning}; };
  CHECK(turns_of(turns, answer_with({reasoning(1), {0, 1}}), false) == "(t0:0-1");
  CHECK(turns_of(turns, answer_with({reasoning(2), {0, 2}}), false) == "t0:1-2");
  CHECK(turns_of(turns, answer_with({reasoning(2), {0, 2}}), true) == "t0:2-2) (0:0-2)");
  turns.reset();
  CHECK(turns_of(turns, answer_with({{0, 0, true}, {1, 1}}), false).empty());
  CHECK(turns_of(turns, answer_with({{0, 0, true}, {1, 1}}), true) == "(0:0-0) (1:0-1)");
}

TEST_CASE("in sorted order what comes too late is painted nevertheless") {
  Turns turns(Order::sorted);
  CHECK(turns_of(turns, answer_with({{0, 1, true}, {1, 1}}), false) == "(0:0-1) (1:0-1");
  CHECK(turns_of(turns, answer_with({{0, 2, true}, {1, 1}}), false).empty());
  CHECK(turns_of(turns, answer_with({{0, 2, true}, {1, 1}}), true) == "1:1-1) (0:1-2)");
}

TEST_CASE("a finished answer is painted choice by choice") {
  Turns turns;
  CHECK(turns_of(turns, answer_with({{0, 2, true}, {1, 1, true}, {4, 3, true}}), true) ==
        "(0:0-2) (1:0-1) (4:0-3)");
}

TEST_CASE("of three interleaved choices, the lowest unfinished one is painted") {
  Turns turns;
  CHECK(turns_of(turns, answer_with({{0, 1}}), false) == "(0:0-1");
  CHECK(turns_of(turns, answer_with({{0, 1}, {1, 1}}), false).empty());
  CHECK(turns_of(turns, answer_with({{0, 1}, {1, 1}, {2, 1}}), false).empty());
  CHECK(turns_of(turns, answer_with({{0, 2}, {1, 1}, {2, 2, true}}), false) == "0:1-2");
  CHECK(turns_of(turns, answer_with({{0, 3, true}, {1, 2}, {2, 2, true}}), false) ==
        "0:2-3) (1:0-2");
  CHECK(turns_of(turns, answer_with({{0, 3, true}, {1, 2, true}, {2, 2, true}}), false) ==
        "1:2-2) (2:0-2");
  CHECK(turns_of(turns, answer_with({{0, 3, true}, {1, 2, true}, {2, 2, true}}), true) == "2:2-2)");
}

TEST_CASE("an answer that was cut off ends every turn") {
  Turns turns;
  CHECK(turns_of(turns, answer_with({{0, 2}, {1, 1}}), false) == "(0:0-2");
  CHECK(turns_of(turns, answer_with({{0, 2}, {1, 1}}), true) == "0:2-2) (1:0-1)");
}

TEST_CASE("a refusal has its own turn after the content") {
  Turns turns;
  const Kind refusal = Kind::refusal;
  CHECK(turns_of(turns, answer_with({{0, 1}}), false) == "(0:0-1");
  CHECK(turns_of(turns, answer_with({{0, 1}, {0, 1, false, refusal}}), false).empty());
  CHECK(turns_of(turns, answer_with({{0, 1, true}, {0, 2, true, refusal}}), false) ==
        "0:1-1) (r0:0-2");
  CHECK(turns_of(turns, answer_with({{0, 1, true}, {0, 2, true, refusal}}), true) == "r0:2-2)");
}

TEST_CASE("reasoning has its turn until its answer begins") {
  Turns turns;
  const Kind reasoning = Kind::reasoning;
  CHECK(turns_of(turns, answer_with({{0, 1, false, reasoning}, {0, 0}}), false) == "(t0:0-1");
  CHECK(turns_of(turns, answer_with({{0, 3, false, reasoning}, {0, 0}}), false) == "t0:1-3");
  CHECK(turns_of(turns, answer_with({{0, 4, false, reasoning}, {0, 1}}), false) ==
        "t0:3-4) (0:0-1");
  CHECK(turns_of(turns, answer_with({{0, 4, false, reasoning}, {0, 2}}), false) == "0:1-2");
  CHECK(turns_of(turns, answer_with({{0, 4, true, reasoning}, {0, 2, true}}), true) == "0:2-2)");
}

TEST_CASE("an open choice is found again after another came before it") {
  Turns turns;
  CHECK(turns_of(turns, answer_with({{1, 2}}), false) == "(1:0-2");
  CHECK(turns_of(turns, answer_with({{0, 1}, {1, 3}}), false) == "1:2-3");
  CHECK(turns_of(turns, answer_with({{0, 1}, {1, 3, true}}), false) == "1:3-3) (0:0-1");
}

TEST_CASE("a choice without tokens is shown once no more can come") {
  Turns turns;
  CHECK(turns_of(turns, answer_with({{0, 0, true}}), false).empty());
  CHECK(turns_of(turns, answer_with({{0, 0, true}}), true) == "(0:0-0)");
  turns.reset();
  CHECK(turns_of(turns, answer_with({{0, 0, true}, {1, 1, true}, {2, 0, true}}), true) ==
        "(0:0-0) (1:0-1) (2:0-0)");
}

TEST_CASE("reset forgets the answer") {
  Turns turns;
  CHECK(turns_of(turns, answer_with({{0, 2, true}}), true) == "(0:0-2)");
  turns.reset();
  CHECK(turns_of(turns, answer_with({{0, 2}}), false) == "(0:0-2");
  turns.reset();
  CHECK(turns_of(turns, answer_with({{0, 1, true}}), true) == "(0:0-1)");
}

#include "explore/explorer.hpp"

#include <string>

#include "answers.hpp"
#include "catch.hpp"
#include "explore/lines_mode.hpp"

using namespace logprobs;
using namespace logprobs::test;
using explore::Action;
using explore::Explorer;
using explore::Key;
using explore::KeyName;

namespace {

Key letter(char32_t character) { return {.name = KeyName::character, .character = character}; }

Answer answer() {
  Answer answer = answer_of({{"It", 0.95, {{"It", 0.95}, {"He", 0.03}}},
                             {" is", 0.05, {{" was", 0.9}, {" is", 0.05}}},
                             {" so", 0.45, {{" so", 0.45}, {" not", 0.4}}},
                             {".", 0.99}});
  answer.question = "Is it?";
  return answer;
}

ShowOptions look(ColorDepth depth = ColorDepth::none) {
  ShowOptions options;
  options.depth = depth;
  return options;
}

std::string screen(Explorer& explorer, int columns, int rows) {
  std::string text;
  for (const std::string& row : explorer.rows(columns, rows)) {
    text += without_colors(row) + "\n";
  }
  return text;
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("the screen has as many rows as the terminal, none wider than it, at every size") {
  for (const Answer& one : {answer(), mixed(), Answer{}}) {
    Explorer explorer(one, look(), true);
    for (const int columns : {20, 40, 79, 80, 99, 100, 101, 120, 300}) {
      for (const int rows : {1, 2, 3, 5, 10, 15, 16, 24, 40, 100}) {
        CAPTURE(columns, rows);
        const auto all = explorer.rows(columns, rows);
        CHECK(all.size() == static_cast<std::size_t>(rows));
        for (const std::string& row : all) {
          CHECK(display_width(without_colors(row)) <= columns);
        }
        explorer.take(letter(U'l'));
      }
    }
  }
}

TEST_CASE("the panel tells of the token at the cursor") {
  const Answer one = answer();
  Explorer explorer(one, look(), false);
  explorer.take(letter(U'n'));
  const std::string wide = screen(explorer, 110, 24);
  for (const char* part :
       {"Is it?", "␣is   token 1 of 4", "🎯 second choice   low", "  1 ␣was", "▸  2 ␣is", "90.0%",
        "all others", "5.0%", "rank 2", "margin 85.0%", "4.32 bits", "clue 1 of 2", "←→ token"}) {
    CHECK(has(wide, part));
  }
  const std::string narrow = screen(explorer, 80, 30);
  CHECK(has(narrow, "▸  2 ␣is"));
  CHECK_FALSE(has(narrow, "│"));
  const std::string low = screen(explorer, 80, 10);
  CHECK(has(low, "␣is  1 of 4, second choice, low  1 ␣was 90.0%  2 ␣is 5.0%"));
}

TEST_CASE("the cursor is reversed, and the rest painted by band") {
  const Answer one = answer();
  Explorer explorer(one, look(ColorDepth::ansi16), false);
  std::string text;
  for (const std::string& row : explorer.rows(60, 20)) text += readable(row) + "\n";
  CAPTURE(text);
  CHECK(has(text, "<0;1;7>It<0;1;31> <0;1;31;4>is<0;2>🎯"));
}

TEST_CASE("at another temperature the list has bounds") {
  const Answer one = answer();
  Explorer explorer(one, look(), false);
  for (int i = 0; i < 4; ++i) explorer.take(letter(U't'));  // 0.5, 0.7, 1.5, 2.0
  const std::string text = screen(explorer, 110, 24);
  CHECK(has(text, "at temperature 2.0"));
  CHECK(has(text, "≤ "));
  CHECK(has(text, "≥ "));
  explorer.take(letter(U't'));
  CHECK_FALSE(has(screen(explorer, 110, 24), "at temperature"));
}

TEST_CASE("words are typed, pasted, found, and given up") {
  const Answer one = answer();
  Explorer explorer(one, look(), false);
  explorer.take(letter(U'/'));
  explorer.take(letter(U's'));
  explorer.take(letter(U'x'));
  CHECK(has(screen(explorer, 80, 24), "/sx"));
  explorer.take({.name = KeyName::backspace});
  explorer.take({.name = KeyName::paste, .text = "o"});
  explorer.take({.name = KeyName::enter});
  CHECK(explorer.walk().token() == 2);
  CHECK(has(screen(explorer, 80, 24), "match 1 of 1"));
  explorer.take({.name = KeyName::escape});
  CHECK(has(screen(explorer, 80, 24), "clue 2 of 2"));
  explorer.take(letter(U'/'));
  explorer.take(letter(U'q'));
  CHECK(explorer.take({.name = KeyName::enter}) == Action::draw);
  CHECK(has(screen(explorer, 80, 24), "nothing is found: “q”"));
}

TEST_CASE("a threshold is moved, and what it does is said") {
  const Answer one = answer();
  Explorer explorer(one, look(), false);
  for (int i = 0; i < 12; ++i) explorer.take(letter(U'-'));
  CHECK(has(screen(explorer, 80, 24), "near tie: margin below 3%: 1 of 4 tokens"));
  explorer.take(letter(U'f'));
  explorer.take(letter(U'+'));
  CHECK(has(screen(explorer, 80, 24), "low: probability below 11%: 1 of 4 tokens"));
}

TEST_CASE("the help lists all keys, and is searched") {
  const Answer one = answer();
  Explorer explorer(one, look(), false);
  explorer.take(letter(U'?'));
  for (const explore::CommandRow& row : explore::command_rows()) {
    CHECK(has(screen(explorer, 100, 40), std::string(row.about)));
  }
  for (const char32_t c : U"clip") {
    if (c != 0) explorer.take(letter(c));
  }
  CHECK(has(screen(explorer, 100, 40), "clipboard"));
  CHECK_FALSE(has(screen(explorer, 100, 40), "line up"));
  explorer.take({.name = KeyName::escape});
  CHECK(has(screen(explorer, 100, 40), "Is it?"));
}

TEST_CASE("keys that the owner of the terminal acts on") {
  const Answer one = answer();
  Explorer explorer(one, look(), true);
  CHECK(explorer.take({.name = KeyName::tab}) == Action::list);
  CHECK(explorer.take(letter(U'm')) == Action::mouse);
  CHECK(explorer.wants_mouse());
  explorer.take(letter(U'l'));
  CHECK(explorer.take(letter(U'y')) == Action::copy);
  CHECK(explorer.copied() == " is");
  CHECK(explorer.take(letter(26)) == Action::suspend);
  CHECK(explorer.take(letter(12)) == Action::redraw);
  CHECK(explorer.take(letter(U'v')) == Action::draw);
  CHECK(explorer.take({.name = KeyName::escape}) == Action::draw);
  CHECK(explorer.take(letter(U'v')) == Action::draw);
  CHECK(explorer.take(letter(U't')) == Action::leave);
  CHECK(explorer.view() == "table");
  CHECK(explorer.take(letter(U'q')) == Action::leave);
  Explorer alone(one, look(), false);
  CHECK(alone.take({.name = KeyName::tab}) == Action::draw);
  CHECK(has(screen(alone, 80, 24), "there is no other answer"));
}

TEST_CASE("a mouse press goes to the token there") {
  const Answer one = answer();
  Explorer explorer(one, look(), false);
  explorer.rows(80, 24);
  // Below the header, an empty row, the question and another empty row.
  explorer.take({.name = KeyName::press, .column = 4, .row = 4});
  CHECK(explorer.walk().token() == 1);
  explorer.take({.name = KeyName::press, .column = 4, .row = 23});
  CHECK(explorer.walk().token() == 1);
}

TEST_CASE("by lines, each command is answered by a sentence") {
  const Answer one = answer();
  explore::LinesMode walk(one, look());
  CHECK(has(walk.greeting(), "0 of 4, It, 95.0 percent: 2 He 3.0%\n"));
  CHECK(walk.take("n") == "1 of 4, is, 5.0 percent, second choice, low: 1 ␣was 90.0%\n");
  CHECK(walk.take(" n ") == "2 of 4, so, 45.0 percent, near tie: 2 ␣not 40.0%\n");
  CHECK(walk.take("g 3") == "3 of 4, ., 99.0 percent\n");
  CHECK(walk.take("g 4") == "there is no such token\n");
  CHECK(walk.take("g x") == "g wants the number of a token, as in g 17\n");
  CHECK(walk.take("l") == "this is the last token\n");
  CHECK(walk.take("/IS") == "1 found; 1 of 4, is, 5.0 percent, second choice, low: 1 ␣was 90.0%\n");
  CHECK(walk.take("/zz") == "nothing is found\n");
  CHECK(walk.take("f") == "low token: 1\n");
  CHECK(walk.take("c") == "1 ␣was 90.0%\n2 ␣is 5.0%, chosen\nall others 5.0%\n");
  CHECK(has(walk.take("what"), "the next clue"));
  CHECK_FALSE(walk.is_over());
  CHECK(walk.take("q").empty());
  CHECK(walk.is_over());
}

TEST_CASE("what comes does not move the cursor, unless it was sent to the end") {
  Answer one = answer();
  one.state = State::open;
  const std::vector<Token> tokens = one.choices.front().tokens;
  one.choices.front().tokens.resize(2);
  Explorer explorer(one, look(), false);
  explorer.take(letter(U'l'));
  explorer.take(letter(U'h'));
  one.choices.front().tokens.push_back(tokens[2]);
  explorer.update(one);
  CHECK(has(screen(explorer, 110, 24), "token 0 of 3"));
  CHECK(has(screen(explorer, 110, 24), "still coming"));
  CHECK(has(screen(explorer, 110, 24), "End follow  Esc stop"));
  explorer.take(letter(U'G'));
  explorer.take(letter(U'c'));
  one.choices.front().tokens.push_back(tokens[3]);
  one.state = State::complete;
  explorer.update(one);
  CHECK(has(screen(explorer, 110, 24), "token 3 of 4"));
  CHECK_FALSE(has(screen(explorer, 110, 24), "still coming"));
  CHECK_FALSE(has(screen(explorer, 110, 24), "Esc stop"));
  for (const char32_t move : {U'h', U'n', U'0', U'g'}) {
    one.choices.front().tokens.resize(3);
    Explorer other(one, look(), false);
    other.take(letter(U'G'));
    other.take(letter(move));
    const std::size_t token = other.walk().token();
    one.choices.front().tokens.push_back(tokens[3]);
    other.update(one);
    CHECK(other.walk().token() == token);
  }
}

TEST_CASE("a choice is known again when another comes before it") {
  Answer one;
  add_choice(one, 1, {{"late", 0.9}, {" one", 0.9}});
  Explorer explorer(one, look(), false);
  explorer.take(letter(U'l'));
  add_choice(one, 0, {{"first", 0.9}});
  std::swap(one.choices[0], one.choices[1]);
  explorer.update(one);
  CHECK(explorer.walk().choice()->index == 1);
  CHECK(explorer.walk().token() == 1);
  CHECK(has(screen(explorer, 110, 24), "late one"));
}

TEST_CASE("the end is followed from the reasoning into the answer") {
  Answer one;
  add_choice(one, 0, {{"hm", 0.9}, {"!", 0.9}}, Kind::reasoning);
  Explorer explorer(one, look(), false);
  explorer.take(letter(U'G'));
  add_choice(one, 0, {{"so", 0.9}});
  add_choice(one, 1, {{"not", 0.9}, {" so", 0.9}});
  explorer.update(one);
  CHECK(explorer.walk().choice()->kind == Kind::content);
  CHECK(explorer.walk().choice()->index == 0);
}

TEST_CASE("another answer in place of one is walked from its beginning") {
  Answer one = answer();
  Explorer explorer(one, look(), false);
  explorer.take(letter(U'G'));
  const Answer nothing;
  explorer.update(nothing);
  CHECK(explorer.walk().current() == nullptr);
  CHECK(screen(explorer, 110, 24).find("Is it?") == std::string::npos);
  const Answer other = answer_of({{"Yes", 0.95}});
  explorer.update(other);
  CHECK(has(screen(explorer, 110, 24), "token 0 of 1"));
}

TEST_CASE("Esc gives up what is sought, and then stops what is asked") {
  const Answer one = answer();
  Explorer explorer(one, look(), false);
  for (const char32_t key : {U'/', U's', U'o'}) explorer.take(letter(key));
  explorer.take({.name = KeyName::enter});
  CHECK(explorer.take({.name = KeyName::escape}) == Action::draw);
  CHECK(explorer.take({.name = KeyName::escape}) == Action::stop);
}

TEST_CASE("a status is shown where there is no note") {
  const Answer one = answer();
  Explorer explorer(one, look(), false);
  explorer.set_status("asking m at h");
  CHECK(has(screen(explorer, 110, 24), "asking m at h"));
  explorer.say("a note");
  CHECK_FALSE(has(screen(explorer, 110, 24), "asking"));
  explorer.take(letter(U'l'));
  CHECK(has(screen(explorer, 110, 24), "asking m at h"));
  explorer.set_status("");
  CHECK(has(screen(explorer, 110, 24), "←→ token"));
}

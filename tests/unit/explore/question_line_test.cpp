#include "explore/question_line.hpp"

#include <fmt/format.h>

#include "answers.hpp"
#include "catch.hpp"

using namespace logprobs;
using namespace logprobs::test;
using explore::Action;
using explore::Key;
using explore::KeyName;
using explore::QuestionLine;

namespace {

Key letter(char32_t character) { return {.name = KeyName::character, .character = character}; }
Key control(char name) { return letter(static_cast<char32_t>(name - 'a' + 1)); }
Key paste(const std::string& text) { return {.name = KeyName::paste, .text = text}; }
Key named(KeyName name) { return {.name = name}; }

ShowOptions look() {
  ShowOptions options;
  options.depth = ColorDepth::none;
  return options;
}

std::string row(const QuestionLine& line, std::size_t number, int columns) {
  return without_colors(line.rows(columns, 10)[number]);
}

}  // namespace

TEST_CASE("a question is what was typed and pasted before Enter") {
  QuestionLine line(look(), "asks m at h");
  CHECK(line.take(letter(U'a')) == Action::draw);
  CHECK(line.take(paste("b\nc\n")) == Action::draw);
  CHECK(line.question().empty());
  CHECK(row(line, 0, 40) == "logprobs  asks m at h");
  CHECK(row(line, 2, 40) == "Ask: ab\\nc\\n ");
  CHECK(line.take(named(KeyName::enter)) == Action::leave);
  CHECK(line.question() == "ab\nc\n");
}

TEST_CASE("a question is given up, and stopped, by keys") {
  for (const Key& key : {named(KeyName::escape), control('d')}) {
    QuestionLine line(look(), "");
    CHECK(line.take(key) == Action::leave);
    CHECK(line.question().empty());
  }
  QuestionLine line(look(), "");
  line.take(letter(U'a'));
  CHECK(line.take(control('d')) == Action::draw);
  CHECK(line.take(control('z')) == Action::suspend);
  CHECK(line.take(control('l')) == Action::redraw);
  line.take(control('u'));
  line.take(letter(U'b'));
  line.take(named(KeyName::enter));
  CHECK(line.question() == "b");
}

TEST_CASE("the end of a question is in sight at every size, however long it is") {
  QuestionLine line(look(), "asks");
  line.take(paste(fmt::format("{:x<{}}\x1b[2Jthe end", "", 1 << 20)));
  for (const int columns : {8, 20, 80, 300}) {
    for (const int rows : {1, 2, 3, 24}) {
      const auto all = line.rows(columns, rows);
      CHECK(all.size() <= static_cast<std::size_t>(std::max(rows, 2)));
      for (const std::string& one : all) CHECK(display_width(without_colors(one)) <= columns);
    }
  }
  CHECK(row(line, 2, 20).ends_with("the end "));
  Key cut = paste("x");
  cut.is_cut = true;
  line.take(cut);
  CHECK(row(line, 9, 80) == "the paste is too long: its end is missing");
}

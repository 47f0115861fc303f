#include "answers.hpp"
#include "catch.hpp"

using namespace logprobs;
using namespace logprobs::test;

namespace {

std::string on_terminal(const Answer& answer) {
  ShowOptions options;
  options.terminal = true;
  options.depth = ColorDepth::rgb;
  return shown("plain", answer, options);
}

}  // namespace

TEST_CASE("plain shows the answer's exact bytes") {
  CHECK(shown("plain", answer_of({{"a"}, {"\xe8"}, {"\x8c"}, {"\xff\x1b[2J"}, {"\r\n\t", 0.01}})) ==
        "a\xe8\x8c\xff\x1b[2J\r\n\t");
  CHECK(shown("plain", answer_of({{std::string("\0x", 2)}})) == std::string("\0x", 2));
  CHECK(shown("plain", Answer{}).empty());
}

TEST_CASE("on a terminal plain bytes are made visible, without colours") {
  CHECK(on_terminal(answer_of({{"a"}, {"\xe8"}, {"\x8c\xb6"}, {"\xff\x1b[2J\n"}, {"\xe8"}})) ==
        "a茶\\xff\\x1b[2J\n\\xe8");
}

TEST_CASE("a newline comes between two answers and none after the last") {
  Answer two = answer_of({{"one\n"}});
  add_choice(two, 1, {{"two"}});
  CHECK(shown("plain", two) == "one\n\ntwo");
  CHECK(on_terminal(two) == "one\n\ntwo");
  CHECK(shown("plain", {two, answer_of({{"three"}})}) == "one\n\ntwo\nthree");
  CHECK(shown("plain", {answer_of({{"a"}}), answer_of({{"b"}})}) == "a\nb");
}

TEST_CASE("an unfinished character does not reach into the next answer") {
  Answer two = answer_of({{"a\xe8\x8c"}});
  add_choice(two, 1, {{"\xb6"}});
  CHECK(shown("plain", two) == "a\xe8\x8c\n\xb6");
  CHECK(on_terminal(two) == "a\\xe8\\x8c\n\\xb6");
  add_choice(two, 2, {{"\xe8"}, {"\x8c\xb6"}});
  CHECK(on_terminal(two) == "a\\xe8\\x8c\n\\xb6\n茶");
}

TEST_CASE("a choice without tokens is shown by its message") {
  Answer answer = answer_of({{"one"}});
  add_message(answer, 1, "two\x1b");
  add_choice(answer, 2, {{"three"}}, Kind::refusal);
  CHECK(shown("plain", answer) == "one\ntwo\x1b\nthree");
  CHECK(on_terminal(answer) == "one\ntwo\\x1b\nthree");
}

TEST_CASE("legend, marks and quiet do not change plain") {
  const Answer answer = answer_of({{"a", 0.2, {{"b", 0.3}, {"a", 0.2}}}});
  for (const bool quiet : {false, true}) {
    ShowOptions options;
    options.quiet = quiet;
    options.several_sources = true;
    options.depth = ColorDepth::rgb;
    CHECK(shown("plain", answer, options) == "a");
  }
}

TEST_CASE("a growing answer gives the same bytes") {
  const Answer answer = answer_of({{"a"}, {"\xe8"}, {"\x8c"}, {"\xb6"}, {"z"}, {"\xff"}});
  ShowOptions terminal;
  terminal.terminal = true;
  CHECK(show_growing("plain", answer) == "a茶z\xff");
  CHECK(show_growing("plain", answer, terminal) == "a茶z\\xff");
}

TEST_CASE("a growing answer is written as it comes") {
  const Answer whole = answer_of({{"Hi"}, {" \xe8"}, {"\x8c\xb6"}});
  const auto view = make_view("plain", {});
  std::string out;
  const Answer part = cut_to(whole, 2);
  view->grow(part, judged(part), out);
  CHECK(out == "Hi \xe8");
  view->grow(part, judged(part), out);
  view->done(whole, judged(whole), out);
  CHECK(out == "Hi 茶");
}

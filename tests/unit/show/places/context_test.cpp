#include "show/places/context.hpp"

#include "answers.hpp"
#include "catch.hpp"

using namespace logprobs;
using namespace logprobs::test;
using show::Context;

namespace {

std::string show_context(const Context& context) {
  return context.before + '[' + context.token + ']' + context.after;
}

/// The context of a token between two other texts.
std::string context(std::string_view before, std::string_view token, std::string_view after) {
  const Answer answer = answer_of({{std::string(token), 0.05}});
  const std::string text = std::string(before).append(token).append(after);
  return show_context(show::context_of(answer, answer.choices[0], text,
                                       {before.size(), before.size() + token.size()}));
}

const Context long_one{"… after my last ", "lesson", ", so it …"};

}  // namespace

TEST_CASE("a token has seven words before it and three after it") {
  CHECK(context("1 2 3 4 5 6 7 8 ", "x", " 1 2 3 4") == "… 2 3 4 5 6 7 8 [x] 1 2 3 …");
  CHECK(context("1 2 3 4 5 6 7 ", "x", " 1 2 3") == "1 2 3 4 5 6 7 [x] 1 2 3");
  CHECK(context("", "x", "") == "[x]");
  CHECK(context("a ", "x", ".  ") == "a [x].");
}

TEST_CASE("the rest of its word does not count") {
  CHECK(context("0 1 2 3 4 5 6 7 And", "rzej", ", 1 2 3 4") ==
        "… 1 2 3 4 5 6 7 And[rzej], 1 2 3 …");
}

TEST_CASE("white space is one space, and line breaks are shown") {
  CHECK(context("a \t b\n\n", "x", "\r\n  c") == "a b ↵ [x] ↵ c");
  CHECK(context("a", "\n\n", "b") == "a[↵↵]b");
  CHECK(context("a", " ", "b") == "a[␣]b");
  CHECK(context("a", "\t", "b") == "a[\\t]b");
  CHECK(context("a ", "x\ny", "") == "a [x ↵ y]");
}

TEST_CASE("an ideograph is a word") {
  CHECK(context("一二三四五六七八", "九", "十十十十") == "… 二三四五六七八[九]十十十 …");
}

TEST_CASE("text without white space is cut off") {
  const std::string wide(1000, 'a');
  CHECK(context(wide, "x", wide).size() < 600);
  CHECK(context("", wide, "").size() < 100);
}

TEST_CASE("what a terminal must not get is spelled out") {
  CHECK(context("\x1b[2J ", "\x9b", " \xff") == "\\x1b[2J [\\x9b] \\xff");
}

TEST_CASE("the context shrinks to whole words, and then the token") {
  CHECK(show_context(fitted(long_one, 80)) == "… after my last [lesson], so it …");
  CHECK(show_context(fitted(long_one, 28)) == "… my last [lesson], so …");
  CHECK(show_context(fitted(long_one, 20)) == "… last [lesson], …");
  CHECK(show_context(fitted(long_one, 8)) == "[lesson]");
  CHECK(show_context(fitted(long_one, 6)) == "[les…]");
}

TEST_CASE("no context is wider than its column") {
  const Context wide{"… 漢字 and 字漢 ", "👩‍💻 x", " 漢 e\u0301e\u0301 …"};
  for (int cells = 3; cells < 50; ++cells) {
    CAPTURE(cells, show_context(fitted(wide, cells)));
    CHECK(display_width(show_context(fitted(wide, cells))) <= cells);
    CHECK(display_width(show_context(fitted(long_one, cells))) <= cells);
  }
}

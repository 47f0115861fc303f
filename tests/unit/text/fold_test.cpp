#include "text/fold.hpp"

#include "catch.hpp"

using namespace logprobs::text;

TEST_CASE("text is folded whatever its case, width and composition") {
  CHECK(fold("Straße") == fold("STRASSE"));
  CHECK(fold("Ａ１") == "a1");
  CHECK(fold("e\u0301") == fold("É"));
  CHECK(fold("ΣΟΦΟΣ") == fold("σοφος"));
  CHECK(fold("a \n\u00a0b") == "a b");
  CHECK(fold("❤️") == "❤");
  CHECK(fold("A\xff\xfe") == "a\xff\xfe");
}

TEST_CASE("white space, quotes and punctuation around a text are left out") {
  CHECK(fold_bare(" “No!” ") == "no");
  CHECK(fold_bare("`a´") == "a");
  CHECK(fold_bare("「はい」。") == "はい");
  CHECK(fold_bare("C++") == "c++");
  CHECK(fold_bare("**-3**") == "-3");
  CHECK(fold_bare("- 3") == "3");
  CHECK(fold_bare("…").empty());
}

TEST_CASE("white space and quotes may come before an answer") {
  for (const char* text : {"", " ", "\n\t", "\"", "“", "«", "「", "'`", "\u3000"}) {
    CAPTURE(text);
    CHECK(is_white_or_quotes(text));
  }
  for (const char* text : {"a", "*", "(", "\xe3", "-"}) {
    CAPTURE(text);
    CHECK_FALSE(is_white_or_quotes(text));
  }
}

TEST_CASE("upper case") { CHECK(upper_case("aд1\xff") == "AД1\xff"); }

#include "explore/text_filter.hpp"

#include "catch.hpp"

using logprobs::explore::TextFilter;

TEST_CASE("a filter finds text in whatever case, width and composition it is") {
  CHECK(TextFilter("poland").matches("Who is the President of POLAND?"));
  CHECK(TextFilter("POLAND").matches("poland"));
  CHECK_FALSE(TextFilter("poland").matches("Pol and"));
  CHECK(TextFilter("STRASSE").matches("eine Straße"));
  CHECK(TextFilter("e\u0301t\u00e9").matches("l’ÉTÉ"));
  CHECK(TextFilter("abc").matches("ＡＢＣ"));
  CHECK(TextFilter("fi").matches("of\ufb01ce"));
  CHECK(TextFilter("東京").matches("in 東京 today"));
}

TEST_CASE("a filter takes all white space for one space") {
  CHECK(TextFilter("a  b").matches("a b"));
  CHECK(TextFilter("a b").matches("a\n\t b"));
  CHECK(TextFilter("a b").matches("A  B"));
}

TEST_CASE("an empty filter matches all, and any other no empty text") {
  CHECK(TextFilter("").matches(""));
  CHECK(TextFilter("").matches("x"));
  CHECK_FALSE(TextFilter("x").matches(""));
}

TEST_CASE("bytes that are no text are found as they are") {
  CHECK(TextFilter("\xff").matches("a\xff"));
  CHECK_FALSE(TextFilter("\xff").matches("a\xfe"));
}

TEST_CASE("a filter narrows another whose text it has in it") {
  CHECK(TextFilter("cat").narrows(TextFilter("CA")));
  CHECK(TextFilter("cat").narrows(TextFilter("")));
  CHECK_FALSE(TextFilter("ca").narrows(TextFilter("cat")));
  CHECK_FALSE(TextFilter("e\u0301").narrows(TextFilter("e")));  // é has no e
}

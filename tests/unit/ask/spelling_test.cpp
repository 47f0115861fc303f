#include "ask/spelling.hpp"

#include "catch.hpp"

using namespace logprobs;

TEST_CASE("every spelling of a character means it") {
  for (const std::string_view text :
       {"/", "\\/", "\\\\/", "\\u002f", "\\\\u002F", "%2f", "%2F", "%252F", "%25252f", "&#47;",
        "&#x2f;", "&#X2F;", "\\u0026#47;", "\\u00252F", "\\u0025252F", "&amp;#47;", "&#37;2F",
        "%26#47;"}) {
    CAPTURE(text);
    CHECK(ask::plain_spelling(text) == "/");
  }
  CHECK(ask::plain_spelling("&amp;&lt;&gt;&quot;&apos;") == "&<>\"'");
  CHECK(ask::plain_spelling("a%20b\\u0026c") == "a b&c");
}

TEST_CASE("what only looks like a spelling is itself") {
  for (const std::string_view text :
       {"100% %2 %zz %", "%-1", "& &x; &#; &#x; &#200; &#1234567; &am", "&"}) {
    CHECK(ask::plain_spelling(text) == text);
  }
  CHECK(ask::plain_spelling("\\u12") == "\\u12");
  CHECK(ask::plain_spelling("\\u00e9 \\uzzzz") == "u00e9 uzzzz");
  CHECK(ask::plain_spelling("\\\\\\\\\\\\\\\\\\\\").size() > 1);
}

TEST_CASE("half a spelling waits for the rest") {
  for (const std::string_view text : {"\\", "\\\\", "\\u", "\\u002", "%", "%2", "%25", "%252", "&",
                                      "&#", "&#4", "&#x", "&#x2f", "&am", "\\u0026", "\\u0025"}) {
    CAPTURE(text);
    CHECK(ask::Spellings(text).may_go_on());
  }
}

TEST_CASE("no spelling is long enough to wait for it without end") {
  for (const std::string_view part : {"\\", "25", "9"}) {
    std::string text = part == "25" ? "%" : part == "9" ? "&#" : "";
    for (int i = 0; i < 20; ++i) text += part;
    CAPTURE(text);
    CHECK_FALSE(ask::Spellings(text).may_go_on());
  }
}

TEST_CASE("what looks like a spelling may be meant as it is") {
  const auto meanings = [](std::string_view text) {
    std::string all;
    for (const ask::Spelling& each : ask::Spellings(text).all()) all += each.byte;
    return all;
  };
  CHECK(meanings("%41") == "%A");
  CHECK(meanings("%2541") == "%%A");
  CHECK(meanings("&amp;lt;") == "&&<");
  CHECK(meanings("\\\\n") == "\\\\n");
  CHECK(meanings("a") == "a");
}

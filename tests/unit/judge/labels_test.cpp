#include "judge/labels.hpp"

#include "catch.hpp"

using namespace logprobs::judge;

namespace {

using Numbers = std::vector<std::size_t>;

std::optional<std::size_t> equal_to(const Labels& labels, std::string_view text) {
  return labels.match(text).equals;
}

}  // namespace

TEST_CASE("a text equals a label but for case, white space, quotes and punctuation around it") {
  const WordLabels labels({"Yes", "no way", "STRASSE", "はい", "да", "🐈"});
  for (const char* text : {"yes", " YES", "\"Yes\"", "yes.\n", "**yes**", "「yes」", "`yes´"}) {
    CAPTURE(text);
    CHECK(equal_to(labels, text) == 0);
  }
  CHECK(equal_to(labels, "No  way!") == 1);
  CHECK(equal_to(labels, "Straße") == 2);
  CHECK(equal_to(labels, "はい。") == 3);
  CHECK(equal_to(labels, "ДА") == 4);
  CHECK(equal_to(labels, "🐈") == 5);
  CHECK_FALSE(equal_to(labels, "yess"));
  CHECK_FALSE(equal_to(labels, "y-es"));
}

TEST_CASE("a text can begin labels") {
  const WordLabels labels({"New York", "new jersey", "old", "Ölig", "Дом"});
  CHECK(labels.match(" NEW").begins == Numbers{0, 1});
  CHECK(labels.match("New J").begins == Numbers{1});
  CHECK(labels.match("o").begins == Numbers{2});
  CHECK(labels.match("old").begins.empty());
  CHECK(labels.match("x").begins.empty());
  CHECK(labels.match("“").empty);
  CHECK(labels.match("“").begins.size() == 5);
}

TEST_CASE("half a character begins the labels that are written with it") {
  const WordLabels labels({"Ölig", "Дом", "роза", "日本"});
  CHECK(labels.match("\xc3").begins == Numbers{0});
  CHECK(labels.match(" \xd0").begins == Numbers{1, 2});
  CHECK(labels.match("\xd1").begins == Numbers{2});
  CHECK(labels.match("日\xe6").begins == Numbers{3});
  CHECK(labels.match("日\xe7").begins.empty());
}

TEST_CASE("an answer has a label at its front, and some numbers begin others") {
  const WordLabels labels({"no", "not sure", "1", "10"});
  CHECK(labels.is_at_front("**Not sure**, but", 1));
  CHECK_FALSE(labels.is_at_front("nope? not sure", 1));
  CHECK(labels.may_grow(2, 3));
  CHECK_FALSE(labels.may_grow(0, 1));
  CHECK(labels.longest() == 8);
}

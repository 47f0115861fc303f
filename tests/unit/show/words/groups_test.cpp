#include "show/words/groups.hpp"

#include <fmt/format.h>

#include "answers.hpp"
#include "catch.hpp"
#include "show/words/choice_text.hpp"

using namespace logprobs;
using namespace logprobs::show;

namespace {

/// "0-1 1-3": the tokens of each group.
std::string groups(const std::vector<std::string>& texts) {
  std::vector<test::Said> tokens;
  for (const std::string& text : texts) tokens.push_back({text, 0.5});
  const Answer answer = test::answer_of(tokens);
  std::string all;
  std::size_t end = 0;
  for (const TokenGroup& group :
       token_groups(answer.choices[0], sent_text(answer, answer.choices[0]))) {
    CHECK(group.begin == end);  // no byte is lost
    end = group.end;
    all += fmt::format("{}{}-{}", all.empty() ? "" : " ", group.first, group.last);
  }
  return all;
}

}  // namespace

TEST_CASE("most tokens are a group of their own") {
  CHECK(groups({"a", " b", "\n"}) == "0-1 1-2 2-3");
  CHECK(groups({}).empty());
}

TEST_CASE("tokens that no text shows are in no group") {
  Answer answer = test::answer_of({{"<s>"}, {"a"}, {"<x>"}, {"b"}, {"</s>"}});
  for (const std::size_t i : {0u, 2u, 4u}) answer.choices[0].tokens[i].shown.size = 0;
  std::string all;
  for (const TokenGroup& group : token_groups(answer.choices[0], "ab")) {
    all += fmt::format("{}-{}:{}-{} ", group.first, group.last, group.begin, group.end);
  }
  CHECK(all == "1-2:0-1 3-4:1-2 ");
}

TEST_CASE("tokens that share a character are one group") {
  CHECK(groups({"a", "\xf0\x9f", "\x8e", "\x89", "b"}) == "0-1 1-4 4-5");
  CHECK(groups({"e", "\u0301", "x"}) == "0-2 2-3");
  CHECK(groups({"👩", "\u200d", "👧", "x"}) == "0-3 3-4");
  CHECK(groups({"🇩", "🇪", "🇫", "🇷"}) == "0-2 2-4");
}

TEST_CASE("bytes that never become a character belong to the token that sent them") {
  CHECK(groups({"\xff", "\xf0\x9f", "a"}) == "0-1 1-2 2-3");
}

TEST_CASE("a token without bytes is a group unless it is inside a character") {
  CHECK(groups({"", "a", "", "b", ""}) == "0-1 1-2 2-3 3-4 4-5");
  CHECK(groups({"\xf0\x9f", "", "\x8e\x89"}) == "0-3");
  CHECK(groups({"\u0301"}) == "0-1");
}

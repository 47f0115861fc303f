#include "explore/rejoin.hpp"

#include <string>
#include <vector>

#include "catch.hpp"
#include "explore/text_words.hpp"

using namespace logprobs::explore;
using Tokens = std::vector<std::string_view>;

namespace {

constexpr Rejoin parts{Becomes::differs, 0};
constexpr Rejoin unknown{Becomes::unknown, 0};

Rejoin after(std::size_t tokens) { return {Becomes::rejoins, tokens}; }

/// Compares a branch that is one token a piece, both texts whole.
Rejoin compared(const Tokens& branch, std::string_view rest, bool limited = false) {
  return compare(branch, rest, limited);
}

/// "0 1 2 ... ": so many different words.
std::string numbers(int from, int to) {
  std::string text;
  for (int i = from; i < to; ++i) text += std::to_string(i) + " ";
  return text;
}

}  // namespace

TEST_CASE("a branch rejoins where it says the same to the end of both") {
  CHECK(compared({" As", " far", " as", " I", " know", ", it", " is", " Warsaw."},
                 " I think it is Warsaw") == after(5));
  CHECK(compared({" Warsaw"}, " Berlin") == parts);
  CHECK(compared({" Warsaw", " is", " in Poland"}, " Warsaw is") == parts);
}

TEST_CASE("eight words are enough wherever the texts go then") {
  CHECK(compared({"x ", "1 2 3 4 5 6 7 8 ", "y"}, "a b 1 2 3 4 5 6 7 8 z") == after(1));
  CHECK(compared({"x ", "1 2 3 4 5 6 7 ", "y"}, "a b 1 2 3 4 5 6 7 z") == parts);
  CHECK(compared({"x ", "y ", "1 2 3 4 5 6 7 8 ", "9"}, "1 2 3 4 5 6 7 8 z", true) == after(2));
}

TEST_CASE("what a limit ended is not known, unless eight words were the same") {
  CHECK(compared({" b", " c"}, " a c", true) == unknown);
  CHECK(compared({" b"}, " a", true) == unknown);
  CHECK(compared({}, "", true) == unknown);
}

TEST_CASE("case, marks, width and composition make no difference") {
  CHECK(compared({"“YES”", ": e\u0301t\u00e9 — ", "**Ｏn**"}, "yes, É T É; on!") == after(2));
  CHECK(compared({"“YES”", ": e\u0301t\u00e9 — ", "**Ｏn**"}, "yes, Été; on!") == after(1));
  CHECK(compared({"don’t"}, "DON'T `") == after(1));
}

TEST_CASE("empty texts") {
  CHECK(compared({}, "") == after(1));
  CHECK(compared({"", "."}, " !\n") == after(2));
  CHECK(compared({}, "word") == parts);
  CHECK(compared({"word"}, "") == parts);
}

TEST_CASE("in scripts without spaces each character is a word") {
  CHECK(compared({"也许", "波兰的", "总统是杜达。"}, "波兰的总统是杜达") == after(1));
  CHECK(compared({"不", "是杜达以外的人吗谁知道"}, "是杜达以外的人吗不知道") == after(1));
  CHECK(compared({"ก", "รุงเทพมหานคร", "x"}, "ณรุงเทพมหานครy") == after(1));
  CHECK(compared({"ひ", "らがな"}, "カたかな") == after(1));
}

TEST_CASE("repeated words do not count twice as long") {
  CHECK(compared({"no ", "no no no no no no no "}, "no no no no no no no yes") == parts);
  CHECK(compared({"a ", "no no no no no no no no ", "x"}, "no no no no no no no no no y") ==
        after(1));
  CHECK(compared({"a ", "b ", "a ", "b"}, "b a b a b") == after(1));
}

TEST_CASE("a token that ends within a word is not before that word") {
  CHECK(compared({"B", "uda ", "sa", "id"}, "Duda said") == after(2));
  CHECK(compared({" x s", "aid"}, " said") == after(1));
  CHECK(compared({"\xf0\x9f", "\x90\x88 ", "yes"}, "no yes") == after(2));
}

TEST_CASE("long texts take no more than linear time") {
  const std::string text = numbers(0, 100000);
  CHECK(compared({"other ", text}, text + "more") == after(1));
  CHECK(compared({text}, numbers(100000, 200000)) == parts);
  std::string same;
  for (int i = 0; i < 100000; ++i) same += "no ";
  CHECK(compared({"x ", same, "y"}, same + "z") == after(1));
  CHECK(compared({same}, same + "z") == after(1));
}

TEST_CASE("what became of a branch is said") {
  CHECK(describe(after(1)) == "rejoins after 1 token: wording only");
  CHECK(describe(after(3)) == "rejoins after 3 tokens: wording only");
  CHECK(describe(parts) == "does not rejoin");
  CHECK(describe(unknown) == "not known yet");
}

TEST_CASE("words begin where their first character does") {
  const std::vector<Word> words = words_of(" “Ça va”, 你好\xff z", 4);
  REQUIRE(words.size() == 4);
  CHECK(words[0].begin == 4);
  CHECK(words[0].text == "ça");
  CHECK(words[1].text == "va");
  CHECK(words[2].text == "你");
  CHECK(words[3].text == "好");
}

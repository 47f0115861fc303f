#include "text/words.hpp"

#include <string>
#include <string_view>

#include "catch.hpp"
#include "logprobs/text.hpp"

using namespace logprobs::text;
using logprobs::is_blank_or_punctuation;

namespace {

struct Row {
  std::string_view before, after;
  bool begins;
};

std::string joined(const Row& row) { return std::string(row.before) + std::string(row.after); }

}  // namespace

TEST_CASE("a word begins with white space, with punctuation, and next to ideographs") {
  const Row row = GENERATE(values<Row>({
      {"", "a", true},                     //
      {"a", "", true},                     // the text's end
      {"a", "b", false},                   //
      {"a", " b", true},                   //
      {" ", "b", false},                   // the space begins the word
      {"a", "\nb", true},                  //
      {"a", "\t", true},                   // controls are white
      {"a", "\u00a0b", true},              //
      {"a", ".", true},                    //
      {"(", "a", false},                   //
      {"don", "'t", true},                 //
      {"a", "—b", true},                   //
      {"a", "。", true},                   //
      {"a", "$b", false},                  // a symbol is not punctuation
      {"a", "🐈", false},                   //
      {"漢", "字", true},                  //
      {"a", "字", true},                   //
      {"字", "a", true},                   //
      {"か", "な", true},                  //
      {"カ", "ー", true},                  //
      {"ｶ", "ﾅ", true},                    //
      {"\U00020000", "\U00030000", true},  // rare ones too
      {"한", "국", false},                 // Korean has spaces
      {"e", "\u0301", false},              // a mark belongs to its letter
      {"か", "\u3099", false},             //
      {"か\u3099", "a", true},             // whatever marks are on an ideograph
      {"a", "\u200db", false},             //
      {"a", "\xFF", false},                // an invalid byte is like a letter
      {"\xFF", "a", false},                //
      {"\xF0\x9F\x90", " ", true},         // it never became a character
      {"漢", "\xE6\xBC", true},            //
  }));
  CAPTURE(row.before, row.after);
  CHECK(begins_word(joined(row), row.before.size()) == row.begins);
}

TEST_CASE("white space after a token's text ends the word") {
  for (const std::string_view token : {".\n", "a ", " a\t", "a\u3000", "漢\n\n"}) {
    CAPTURE(token);
    CHECK(ends_word(token));
  }
  for (const std::string_view token : {"", " ", "\n\n", " a", "\u3000", "a\u200b"}) {
    CAPTURE(token);
    CHECK_FALSE(ends_word(token));
  }
}

TEST_CASE("line feeds and spaces are white, and nothing else is") {
  for (const std::string_view white : {" ", "\n", " \n ", "\u00a0", "\u3000", "\u2003"}) {
    CAPTURE(white);
    CHECK(is_white(white));
  }
  for (const std::string_view other : {"", "a", " a", "\t", "\r", "\u200b", "\u2028", "\xA0"}) {
    CAPTURE(other);
    CHECK_FALSE(is_white(other));
  }
}

TEST_CASE("white space before and after text is left out, that of ASCII alone") {
  CHECK(without_white_before(" \t\n\v\f\ra b \n") == "a b \n");
  CHECK(without_white_after(" \n a b\t\n\v\f\r ") == " \n a b");
  CHECK(without_white_before("\u00a0a") == "\u00a0a");
  CHECK(without_white_after("a\u3000") == "a\u3000");
  for (const std::string_view white : {"", " ", "\r\n"}) {
    CHECK(without_white_before(white).empty());
    CHECK(without_white_after(white).empty());
  }
}

TEST_CASE("text without letters, digits and symbols is blank or punctuation") {
  for (const std::string_view text : {"", " ", "\n\n", "\t", ",", " (", "—", "。", "…", "\"", "_",
                                      "\u2028", "\u0085", "?!", "\x01"}) {
    CAPTURE(text);
    CHECK(is_blank_or_punctuation(text));
  }
  for (const std::string_view text : {"a", " a", "1", "$", "+", "=", "<", "^", "`", "|", "~", "🐈",
                                      "漢", "\xE6\xBC", "\xFF", ",a", "\u0301", "\u200b"}) {
    CAPTURE(text);
    CHECK_FALSE(is_blank_or_punctuation(text));
  }
}

TEST_CASE("lower case is that of ASCII letters alone") {
  CHECK(logprobs::lower_case("Retry-AFTER 1") == "retry-after 1");
  CHECK(logprobs::lower_case("@[`{ÄZ\xC3") == "@[`{Äz\xC3");
}

TEST_CASE("the word of a character has the space before it") {
  const std::string text = "A małpa, 漢字.";
  const auto word_at = [&](std::size_t at) {
    const std::size_t begin = word_begin(text, at);
    return text.substr(begin, word_end(text, at) - begin);
  };
  CHECK(word_at(0) == "A");
  CHECK(word_at(text.find("ł")) == " małpa");
  CHECK(word_at(1) == " małpa");
  CHECK(word_at(text.find("漢")) == "漢");
  CHECK(word_at(text.size() - 1) == ".");
  CHECK(word_at(text.size()).empty());
}

TEST_CASE("a word is looked for only so far") {
  const std::string text(1000, 'x');
  CHECK(word_begin(text, 500) == 244);
  CHECK(word_end(text, 500) == 756);
}

TEST_CASE("words before and after a place have white space between them") {
  const std::string text = "one two, three  four five";
  const std::size_t at = text.find("three");
  CHECK(text.substr(words_before(text, at, 1), at - words_before(text, at, 1)) == " two, ");
  CHECK(words_before(text, at, 9) == 0);
  CHECK(text.substr(at, words_after(text, at, 1) - at) == "three  four ");
  CHECK(words_after(text, at, 9) == text.size());
  CHECK(text.substr(0, words_after(text, 0, 0)) == "one ");
}

TEST_CASE("line ends are counted") {
  CHECK(logprobs::count_line_ends("") == 0);
  CHECK(logprobs::count_line_ends("a\r") == 0);
  CHECK(logprobs::count_line_ends("\n\na\r\nb") == 3);
}

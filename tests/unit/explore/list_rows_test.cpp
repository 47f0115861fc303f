#include "explore/list_rows.hpp"

#include <fmt/format.h>

#include "answers.hpp"
#include "catch.hpp"

using namespace logprobs;
using namespace logprobs::test;
using explore::AnswerEntries;
using explore::AnswerList;
using explore::list_rows;
using explore::ListOrder;

namespace {

void add(AnswerEntries& entries, Answer answer, const std::string& question, std::uint64_t line) {
  answer.question = question;
  answer.place.line = answer.place.first_line = line;
  answer.place.offset = 100 * line;
  entries.add(answer, judged(answer), 0);
}

AnswerEntries three() {
  AnswerEntries entries;
  add(entries, answer_of({{"It is", 0.95}, {" Bras", 0.05}, {"ília", 0.95}}),
      "What is the capital of Brazil?", 1);
  Answer refused;
  refused.state = State::refused;
  add(entries, refused, "Who am I?", 2);
  Answer cut = answer_of({{"The", 0.6}});
  cut.state = State::cut;
  add(entries, cut, "What happened on the tenth of October in the year of 732 in Poitiers?", 12345);
  return entries;
}

ShowOptions look(int width, ColorDepth depth = ColorDepth::none) {
  ShowOptions options;
  options.width = width;
  options.depth = depth;
  return options;
}

std::string screen(AnswerList& list, const ShowOptions& options, int height = 10) {
  std::string text;
  for (const std::string& row : list_rows(list, options, height)) text += row + "\n";
  return text;
}

/// Whether nothing in a text must be made visible, but the marks around text that runs to the left.
bool is_visible(std::string text) {
  for (const std::string mark : {"\u2068", "\u2069"}) {
    for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark)) {
      text.erase(at, mark.size());
    }
  }
  return visible(text) == text;
}

}  // namespace

TEST_CASE("a list has a row for each answer, and says how it is sorted") {
  const AnswerEntries entries = three();
  AnswerList list(entries, {"log.jsonl"});
  CHECK(
      screen(list, look(100)) ==
      "  place▴  tokens   perplexity   clues   lowest  least sure          question\n"
      "> 1            3         2.81       1     5.0%  Brasília            What is the capital of "
      "Brazil?\n"
      "  2            0                    0           refused             Who am I?\n"
      "  12345        1         1.67       0    60.0%  The · cut off       What happened on the "
      "tenth of O…\n");
}

TEST_CASE("what is least important is left out first, but not what the list is sorted by") {
  const AnswerEntries entries = three();
  AnswerList list(entries, {"log.jsonl"});
  CHECK(screen(list, look(42), 2) ==
        "  place▴   lowest  word       question\n"
        "> 1          5.0%  Brasília   What is the…\n");
  list.sort(ListOrder::perplexity);
  CHECK(screen(list, look(42), 2) ==
        "  place   perplexity▾   lowest  least sure\n"
        "> 1              2.81     5.0%  Brasília\n");
}

TEST_CASE("the selected row is reversed as a whole where attributes can be shown") {
  const AnswerEntries entries = three();
  AnswerList list(entries, {"log.jsonl"});
  const std::vector<std::string> rows = list_rows(list, look(80, ColorDepth::ansi16), 10);
  REQUIRE(rows.size() == 4);
  CHECK(readable(rows[1]).starts_with("<0;7>1  "));
  CHECK(readable(rows[1]).ends_with("<0>"));
  CHECK(display_width(without_colors(rows[1])) == 80);
  CHECK(readable(rows[3]).find("<0;7>") == std::string::npos);
  CHECK_FALSE(readable(rows[3]).find("33>60.0%<0>") == std::string::npos);
}

TEST_CASE("a list is as high as its screen, and shows the selected row") {
  AnswerEntries entries;
  for (std::uint64_t i = 1; i <= 50; ++i) {
    add(entries, answer_of({{"a", 0.9}}), fmt::format("question {}", i), i);
  }
  AnswerList list(entries, {"log.jsonl"});
  list.move(30);
  for (const int height : {1, 2, 5, 60}) {
    const std::vector<std::string> rows = list_rows(list, look(80), height);
    CHECK(rows.size() == std::min<std::size_t>(static_cast<std::size_t>(height), 51));
    if (height > 1) CHECK(screen(list, look(80), height).find("> 31 ") != std::string::npos);
  }
  CHECK(list_rows(list, look(80), 0).empty());
}

TEST_CASE("a list says that no answer is like the filter") {
  const AnswerEntries entries = three();
  AnswerList list(entries, {"log.jsonl"});
  list.filter("\x1b[2J");
  CHECK(list_rows(list, look(80), 5).back() == "  no answer has “\\x1b[2J”");
}

TEST_CASE("whatever answers have in them, rows are visible text that fits") {
  AnswerEntries entries;
  for (const ColorDepth depth : {ColorDepth::none, ColorDepth::attributes, ColorDepth::rgb}) {
    for (const std::string text : {"\x1b[2J\n\x07", "日本語日本語日本語日本語日本語日本語",
                                   "👩‍👧👩‍👧👩‍👧👩‍👧", "\u202eabc",
                                   "שלום עולם", "\xff\xfe", "e\u0301e\u0301e\u0301",
                                   "\xc2\x9b"
                                   "31m"}) {
      AnswerEntries few;
      Answer answer = answer_of({{text, 0.01}, {text, 0.5}});
      answer.place.path = "/" + text;
      answer.place.several = true;
      add(few, answer, text, 3);
      for (int width = 1; width <= 130; ++width) {
        AnswerList list(few, {text + ".jsonl", "b"});
        for (const std::string& row : list_rows(list, look(width, depth), 5)) {
          const std::string plain = without_colors(row);
          INFO(width << " " << row);
          CHECK(display_width(plain) <= std::max(width, 3));
          CHECK(plain.find_first_of("\x1b\n\x07\xff") == std::string::npos);
          CHECK(plain.find("\u202e") == std::string::npos);
          CHECK(is_visible(plain));
        }
      }
    }
  }
}

#include "explore/answer_list.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "answers.hpp"
#include "catch.hpp"
#include "samples.hpp"

using namespace logprobs;
using namespace logprobs::test;
using explore::AnswerEntries;
using explore::AnswerList;
using explore::ListOrder;

namespace {

/// An answer in a line of its own, of tokens with these probabilities.
void add(AnswerEntries& entries, const std::string& question,
         const std::vector<double>& probabilities, std::size_t file = 0) {
  std::vector<Said> tokens;
  for (const double probability : probabilities) tokens.push_back({"word", probability});
  Answer answer = answer_of(tokens);
  answer.question = question;
  answer.place.first_line = entries.size() + 1;
  answer.place.line = entries.size() + 1;
  answer.place.offset = 100 * entries.size();
  entries.add(answer, judged(answer), file);
}

AnswerEntries five() {
  AnswerEntries entries;
  add(entries, "apple", {0.9, 0.9, 0.05});
  add(entries, "Banana", {0.06, 0.07});
  add(entries, "cherry", {0.99});
  add(entries, "date", {});
  add(entries, "banana split", {0.5, 0.01, 0.9, 0.9, 0.9});
  return entries;
}

/// The questions of all rows.
std::string rows(AnswerList& list) {
  std::string text;
  for (const std::uint32_t entry : list.window(1000)) {
    if (!text.empty()) text += ", ";
    text += list.entries().title(list.entries()[entry]);
  }
  return text;
}

}  // namespace

TEST_CASE("a list is sorted by what is asked for, the worst first, and what is unknown last") {
  const AnswerEntries entries = five();
  AnswerList list(entries, {"log.jsonl"});
  CHECK(rows(list) == "apple, Banana, cherry, date, banana split");
  list.sort_next();
  CHECK(list.order() == ListOrder::perplexity);
  CHECK(rows(list) == "Banana, banana split, apple, cherry, date");
  list.sort_next();
  CHECK(list.order() == ListOrder::clues);
  CHECK(rows(list) == "Banana, apple, banana split, cherry, date");
  list.sort_next();
  CHECK(list.order() == ListOrder::lowest);
  CHECK(rows(list) == "banana split, apple, Banana, cherry, date");
  list.sort_next();
  CHECK(list.order() == ListOrder::place);
  CHECK(rows(list) == "apple, Banana, cherry, date, banana split");
}

TEST_CASE("the same answer stays selected when a list is sorted anew") {
  const AnswerEntries entries = five();
  AnswerList list(entries, {"log.jsonl"});
  list.move(2);
  for (std::size_t i = 0; i < explore::list_orders.size(); ++i) {
    list.sort_next();
    CHECK(list.selected() == 2U);
  }
  list.sort(ListOrder::perplexity);
  CHECK(list.row() == 3);
}

TEST_CASE("whoever is at the first row sees what comes first in another order") {
  const AnswerEntries entries = five();
  AnswerList list(entries, {"log.jsonl"});
  list.sort(ListOrder::perplexity);
  CHECK(list.row() == 0);
  CHECK(list.selected() != 0U);
}

TEST_CASE("a filter looks into questions, words and places") {
  const AnswerEntries entries = five();
  AnswerList list(entries, {"log.jsonl"});
  list.filter("BANANA");
  CHECK(rows(list) == "Banana, banana split");
  list.filter("banana s");
  CHECK(rows(list) == "banana split");
  list.filter("word");  // the answer without tokens has no least sure one
  CHECK(rows(list) == "apple, Banana, cherry, banana split");
  list.filter("4");
  CHECK(rows(list) == "date");
  list.filter("no such");
  CHECK(rows(list).empty());
  CHECK_FALSE(list.selected());
  CHECK(list.position() == "0 of 0 with “no such”, of 5");
  list.filter("");
  CHECK(list.size() == 5);
  CHECK(list.position() == "1 of 5");
}

TEST_CASE("places have the names of sources where there are several") {
  AnswerEntries entries;
  add(entries, "a", {0.9}, 0);
  add(entries, "b", {0.9}, 1);
  AnswerList both(entries, {"one.jsonl", "two.jsonl"});
  CHECK(both.place(entries[1]) == "two.jsonl:2");
  CHECK(both.widest_place() == 11);
  both.filter("TWO.jsonl:2");
  CHECK(both.selected() == 1U);
  AnswerList one(entries, {"one.jsonl"});
  CHECK(one.place(entries[0]) == "1");
  CHECK(one.widest_place() == 1);
}

TEST_CASE("an answer that has no line has the name of its source") {
  AnswerEntries entries;
  const Answer answer = answer_of({{"a", 0.9}});
  entries.add(answer, judged(answer), 0);
  AnswerList list(entries, {"logits.npy"});
  CHECK(list.place(entries[0]) == "logits.npy");
  CHECK(list.widest_place() == 11);
}

TEST_CASE("the same answer stays selected under a filter, or the next one that is shown") {
  const AnswerEntries entries = five();
  AnswerList list(entries, {"log.jsonl"});
  list.move(1);
  list.filter("a");
  CHECK(list.selected() == 1U);
  list.filter("banana split");
  CHECK(list.selected() == 4U);
  list.filter("");
  CHECK(list.selected() == 4U);
  list.filter("apple");
  CHECK(list.selected() == 0U);
}

TEST_CASE("a filter stays when a list is sorted anew, also under more letters") {
  const AnswerEntries entries = five();
  AnswerList list(entries, {"log.jsonl"});
  list.filter("b");
  list.sort(ListOrder::lowest);
  CHECK(rows(list) == "banana split, Banana");
  list.filter("bana");
  CHECK(rows(list) == "banana split, Banana");
  list.filter("a");
  CHECK(rows(list) == "banana split, apple, Banana, date");
  list.sort(ListOrder::place);
  CHECK(rows(list) == "apple, Banana, date, banana split");
}

TEST_CASE("the selection moves by rows and pages, and not beyond the ends") {
  AnswerEntries entries;
  for (int i = 0; i < 100; ++i) add(entries, fmt::format("q{}", i), {0.9});
  AnswerList list(entries, {"log.jsonl"});
  const auto first = [&] { return list.window(10).front(); };
  list.move(-1);
  CHECK(list.row() == 0);
  CHECK(first() == 0);
  list.move(9);
  CHECK(first() == 0);
  list.move(1);
  CHECK(first() == 1);
  list.page(1);
  CHECK(list.row() == 19);
  CHECK(first() == 10);
  list.page(-2);
  CHECK(list.row() == 1);
  CHECK(first() == 1);
  list.to_last();
  CHECK(list.row() == 99);
  CHECK(first() == 90);
  list.move(1);
  CHECK(list.row() == 99);
  list.to_first();
  CHECK(first() == 0);
}

TEST_CASE("a screen that grows shows as many rows as it can") {
  AnswerEntries entries;
  for (int i = 0; i < 10; ++i) add(entries, "q", {0.9});
  AnswerList list(entries, {"log.jsonl"});
  list.to_last();
  CHECK(list.window(3).front() == 7);
  CHECK(list.window(8).front() == 2);
  CHECK(list.window(20).size() == 10);
  CHECK(list.window(0).size() == 1);
  list.filter("nothing");
  CHECK(list.window(3).empty());
}

TEST_CASE("a row that is seen can be pressed") {
  AnswerEntries entries;
  for (int i = 0; i < 10; ++i) add(entries, "q", {0.9});
  AnswerList list(entries, {"log.jsonl"});
  list.to_last();
  list.window(4);
  CHECK(list.press(1));
  CHECK(list.row() == 7);
  CHECK_FALSE(list.press(4));
  CHECK(list.row() == 7);
  list.window(20);
  CHECK_FALSE(list.press(10));
}

TEST_CASE("an empty list has no selection") {
  const AnswerEntries entries;
  AnswerList list(entries, {"log.jsonl"});
  list.move(3);
  list.page(-1);
  list.to_last();
  list.sort_next();
  list.filter("x");
  CHECK_FALSE(list.selected());
  CHECK_FALSE(list.press(0));
  CHECK(list.position() == "0 of 0 with “x”, of 0");
}

TEST_CASE("a million answers are sorted and filtered") {
  const std::size_t count = samples::thinning() == 1 ? 1'000'000 : 200'000;
  AnswerEntries entries;
  AnswerEntries thousand;
  for (int i = 0; i < 1000; ++i) {
    add(thousand, fmt::format("question {}", i), {0.5 + (i * 7 % 1000) / 2001.0});
  }
  for (std::size_t i = 0; i < count / 1000; ++i) entries.append(thousand);
  for (std::size_t i = 0; i < count; ++i) entries[i].offset = i;
  entries.sort_by_place();
  CHECK(entries.memory() < 300 * count);  // bytes
  AnswerList list(entries, {"log.jsonl"});
  list.move(123'456);
  for (std::size_t i = 0; i < explore::list_orders.size(); ++i) {
    list.sort_next();
    CHECK(list.selected() == 123'456U);
  }
  list.sort(ListOrder::lowest);
  list.to_first();
  CHECK(list.selected() == 0U);
  list.move(static_cast<std::int64_t>(count / 1000));
  CHECK(list.entries().title(entries[*list.selected()]) == "question 143");
  for (const char* text : {"q", "question 1", "question 12", "question 123", "question 1234"}) {
    list.filter(text);
  }
  CHECK(list.size() == 0);
  list.filter("question 123");
  CHECK(list.size() == count / 1000);
}

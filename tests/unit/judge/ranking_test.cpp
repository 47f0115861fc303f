#include "judge/ranking.hpp"

#include <fmt/format.h>

#include <limits>
#include <string>
#include <vector>

#include "catch.hpp"
#include "samples.hpp"

using samples::Entry;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double unknown = logprobs::unknown_logprob;

struct Row {
  Entry chosen;
  std::vector<Entry> list;
  std::string_view ranking;  // first second best_other rank chosen
};

std::string ranked(const Row& row) {
  logprobs::Answer answer;
  // The alternatives of an earlier token come first.
  samples::make_token(answer, {"x", -0.1}, {{"x", -0.1}, {"y", -9}});
  const logprobs::Token token = samples::make_token(answer, row.chosen, row.list);
  const logprobs::judge::Ranking ranking = logprobs::judge::rank(answer, token);
  return fmt::format("{} {} {} {} {}", ranking.first.logprob, ranking.second.logprob,
                     ranking.best_other, ranking.rank, ranking.chosen);
}

void check_ranking(const Row& row) {
  std::string list;
  for (const Entry& entry : row.list) list += fmt::format("{}@{} ", entry.text, entry.logprob);
  CAPTURE(row.chosen.text, row.chosen.logprob, list);
  CHECK(ranked(row) == row.ranking);
}

}  // namespace

TEST_CASE("only without alternatives does the rank that was sent count") {
  logprobs::Answer answer;
  logprobs::Token token = samples::make_token(answer, {"a", -1}, {});
  token.rank = 7;
  CHECK(logprobs::judge::rank(answer, token).rank == 7);
  CHECK(logprobs::judge::rank(answer, token).first.place == logprobs::no_entry);
  token = samples::make_token(answer, {"a", -1}, {{"a", -1}, {"b", -2}});
  token.rank = 7;
  CHECK(logprobs::judge::rank(answer, token).rank == 1);
}

TEST_CASE("a chosen token is ranked among its alternatives") {
  check_ranking(GENERATE(values<Row>({
      {{"a", -1}, {}, "nan nan nan 0 -1"},
      {{"a", -1}, {{"a", -1}}, "-1 nan nan 1 0"},
      {{"a", -1}, {{"a", -1}, {"b", -2}}, "-1 -2 -2 1 0"},
      {{"b", -2}, {{"a", -1}, {"b", -2}}, "-1 -2 -1 2 1"},
      {{"c", -3}, {{"a", -1}, {"b", -2}, {"c", -3}, {"d", -4}}, "-1 -2 -1 3 2"},
      // Of equal ones, none is above the other.
      {{"b", -1}, {{"a", -1}, {"b", -1}}, "-1 -1 -1 1 1"},
      {{"c", -2}, {{"a", -1}, {"b", -2}, {"c", -2}}, "-1 -2 -1 2 2"},
      {{"d", -3}, {{"a", -1}, {"b", -1}, {"c", -2}, {"d", -3}}, "-1 -1 -1 4 3"},
      // The token's logprob may differ from its entry's; the rank is that of the entry.
      {{"b", -0.5}, {{"a", -1}, {"b", -2}}, "-1 -2 -1 2 1"},
      {{"a", -5}, {{"a", -1}, {"b", -2}}, "-1 -2 -2 1 0"},
      {{"b", unknown}, {{"a", -1}, {"b", -2}}, "-1 -2 -1 2 1"},
  })));
}

TEST_CASE("a chosen token that the server left out is added where it belongs") {
  check_ranking(GENERATE(values<Row>({
      {{"c", -1.5}, {{"a", -1}, {"b", -2}}, "-1 -1.5 -1 2 -1"},
      {{"c", -2}, {{"a", -1}, {"b", -2}}, "-1 -2 -1 2 -1"},  // as probable as the last
      {{"c", -2.1}, {{"a", -1}, {"b", -2}}, "-1 -2 -1 0 -1"},
      {{"c", -0.5}, {{"a", -1}, {"b", -2}}, "-0.5 -1 -1 1 -1"},
      {{"c", -1}, {{"a", -1}, {"b", -2}}, "-1 -1 -1 1 -1"},
      {{"c", -2.5}, {{"a", -1}, {"b", -2}, {"d", -3}}, "-1 -2 -1 3 -1"},
      {{"c", -0.5}, {{"a", -1}}, "-0.5 -1 -1 1 -1"},
      {{"c", -1}, {{"a", -1}}, "-1 -1 -1 1 -1"},
      {{"c", -2}, {{"a", -1}}, "-1 nan -1 0 -1"},
      {{"c", -1}, {}, "nan nan nan 0 -1"},  // but not to an empty list
      {{"c", -1}, {{"a", unknown}}, "nan nan nan 0 -1"},
      {{"c", unknown}, {{"a", -1}, {"b", -2}}, "-1 -2 -1 0 -1"},  // nor when it is unscored
      {{"c", infinity}, {{"a", -1}, {"b", -2}}, "-1 -2 -1 0 -1"},
      {{"c", 0.5}, {{"a", -1}, {"b", -2}}, "-1 -2 -1 0 -1"},
  })));
}

TEST_CASE("the same token with the same logprob counts once") {
  check_ranking(GENERATE(values<Row>({
      {{"b", -2}, {{"a", -1}, {"a", -1}, {"b", -2}}, "-1 -2 -1 2 2"},
      {{"a", -1}, {{"a", -1}, {"a", -1}, {"b", -2}}, "-1 -2 -2 1 0"},
      {{"a", -1}, {{"a", -1}, {"a", -1}}, "-1 nan nan 1 0"},
      {{"c", -2}, {{"a", -1}, {"b", -1}, {"a", -1}, {"c", -2}}, "-1 -1 -1 3 3"},
      {{"d", -3}, {{"a", -1}, {"b", -2}, {"b", -2}, {"d", -3}}, "-1 -2 -1 3 3"},
      {{"c", -1.5}, {{"a", -1}, {"a", -1}, {"b", -2}}, "-1 -1.5 -1 2 -1"},
      // The same text with another logprob stays apart.
      {{"b", -3}, {{"a", -1}, {"a", -2}, {"b", -3}}, "-1 -2 -1 3 2"},
      {{"a", -2}, {{"a", -1}, {"a", -2}}, "-1 -2 -1 2 1"},
      // With ids, the id identifies the token.
      {{"b", -2, 2}, {{"a", -1, 1}, {"a", -1, 1}, {"b", -2, 2}}, "-1 -2 -1 2 2"},
      {{"b", -2, 2}, {{"a", -1, 1}, {"a", -1, 3}, {"b", -2, 2}}, "-1 -1 -1 3 2"},
      {{"b", -2, 2}, {{"a", -1, 1}, {"A", -1, 1}, {"b", -2, 2}}, "-1 -2 -1 2 2"},
      // The same string for other bytes is another token.
      {{"b", -2}, {{"\xF0", -1, {}, "�"}, {"\xF1", -1, {}, "�"}, {"b", -2}}, "-1 -1 -1 3 2"},
  })));
}

TEST_CASE("the chosen token's entry is found by id, else by bytes, else by text") {
  check_ranking(GENERATE(values<Row>({
      {{"a", -2, 7}, {{"a", -1, 1}, {"x", -2, 7}}, "-1 -2 -1 2 1"},
      {{"a", -3, 7}, {{"a", -1, 1}, {"b", -2, 2}}, "-1 -2 -1 0 -1"},      // then by nothing else
      {{"a", -1.5, 7}, {{"a", -1, 1}, {"b", -2, 2}}, "-1 -1.5 -1 2 -1"},  //
      {{"a", -2, 7}, {{"b", -1}, {"a", -2}}, "-1 -2 -1 2 1"},             // the list has no ids
      {{"a", -2}, {{"b", -1, 1}, {"a", -2, 2}}, "-1 -2 -1 2 1"},          // the token has none
      {{"\xF0", -2, {}, "n"}, {{"n", -1}, {"\xF0", -2, {}, "m"}}, "-1 -2 -1 2 1"},  // bytes first
      {{"\xF0", -2, {}, "n"}, {{"m", -1}, {"\xF1", -2, {}, "n"}}, "-1 -2 -1 2 1"},  // then text
      {{"\xF0", -2, {}, "n"}, {{"m", -1}, {"n", -2}}, "-1 -2 -1 2 1"},
      {{"n", -2}, {{"m", -1}, {"\xF1", -2, {}, "n"}}, "-1 -2 -1 2 1"},
      {{"n", -2}, {{"m", -1}, {"\xF1", -2, {}, "x"}}, "-1 -2 -1 2 -1"},
  })));
}

TEST_CASE("of several entries that fit, the one with the nearest logprob is chosen") {
  check_ranking(GENERATE(values<Row>({
      {{"a", -2.9}, {{"a", -1}, {"a", -2}, {"a", -3}}, "-1 -2 -1 3 2"},
      {{"a", -2}, {{"a", -1}, {"a", -2}, {"a", -3}}, "-1 -2 -1 2 1"},
      {{"a", -1.5}, {{"a", -1}, {"a", -2}}, "-1 -2 -2 1 0"},  // equally near: the first
      {{"a", -2, 7}, {{"a", -1, 7}, {"a", -2, 7}}, "-1 -2 -1 2 1"},
      {{"\xF0", -2, {}, "n"}, {{"n", -1}, {"n", -2}, {"n", -4}}, "-1 -2 -1 2 1"},
      {{"a", unknown}, {{"a", -1}, {"a", -2}}, "-1 -2 -2 1 0"},  // no distance: the first
      {{"a", -infinity}, {{"a", -1}, {"a", -infinity}}, "-1 -inf -1 2 1"},
  })));
}

TEST_CASE("unscored alternatives are not in L, floors are") {
  check_ranking(GENERATE(values<Row>({
      {{"b", -2}, {{"a", -1}, {"b", -2}, {"c", unknown}}, "-1 -2 -1 2 1"},
      {{"b", unknown}, {{"a", -1}, {"b", unknown}}, "-1 nan -1 0 -1"},
      {{"b", -2}, {{"a", -1}, {"b", unknown}}, "-1 nan -1 0 -1"},
      {{"a", -1}, {{"a", -1}, {"b", infinity}, {"c", 0.1}}, "-1 nan nan 1 0"},
      {{"a", 1e-6}, {{"a", 1e-6}, {"b", -20}, {"c", 1.1e-6}}, "1e-06 -20 -20 1 0"},
      {{"b", -9999}, {{"a", -1}, {"b", -9999}}, "-1 -9999 -1 2 1"},
      {{"c", -9999}, {{"a", -1}, {"b", -infinity}}, "-1 -9999 -1 2 -1"},
      {{"c", -infinity}, {{"a", -1}, {"b", -9999}}, "-1 -9999 -1 3 -1"},  // both have p = 0
      {{"c", -9999}, {{"a", -1}, {"b", -2}}, "-1 -2 -1 0 -1"},
      {{"b", -infinity}, {{"a", -infinity}, {"b", -infinity}}, "-inf -inf -inf 1 1"},
  })));
}

TEST_CASE("the first two of L are identified by their places") {
  struct Places {
    Entry chosen;
    std::vector<Entry> list;
    std::int32_t first, second;
  };
  const auto places = GENERATE(values<Places>({
      {{"a", -1}, {}, logprobs::no_entry, logprobs::no_entry},
      {{"a", -1}, {{"a", -1}}, 0, logprobs::no_entry},
      {{"b", -2}, {{"a", -1}, {"b", -2}}, 0, 1},
      {{"a", -1}, {{"a", -1}, {"a", -1}, {"b", -2}}, 0, 2},  // sent twice
      {{"c", -1}, {{"a", -2}, {"b", -3}}, logprobs::chosen_itself, 0},
      {{"c", -2}, {{"a", -1}, {"b", -3}}, 0, logprobs::chosen_itself},
      {{"c", -9}, {{"a", -1}, {"b", -3}}, 0, 1},
  }));
  logprobs::Answer answer;
  const logprobs::Token token = samples::make_token(answer, places.chosen, places.list);
  const logprobs::judge::Ranking ranking = logprobs::judge::rank(answer, token);
  CAPTURE(places.chosen.text, places.chosen.logprob, places.list.size());
  CHECK(ranking.first.place == places.first);
  CHECK(ranking.second.place == places.second);
}

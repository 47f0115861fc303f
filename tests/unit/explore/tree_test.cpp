#include "explore/tree.hpp"

#include <algorithm>
#include <utility>

#include "answers.hpp"
#include "catch.hpp"
#include "explore/explorer.hpp"
#include "explore/tree_rows.hpp"
#include "explore/tree_walk.hpp"

using namespace logprobs;
using namespace logprobs::explore;
using logprobs::test::answer_of;
using logprobs::test::judged;
using logprobs::test::without_colors;

namespace {

Answer trunk() {
  return answer_of({{"It", 0.99, {{"It", 0.99}, {"He", 0.01}}},
                    {" is", 0.5, {{" is", 0.5}, {" was", 0.4}}},
                    {" now", 0.2, {{" then", 0.7}, {" now", 0.2}}}});
}

Continued came(const Answer& answer) {
  Continued continued;
  continued.answer = answer;
  return continued;
}

Fork fork_of(const Answer& answer, std::size_t token, std::size_t rank) {
  return *fork_at(answer, judged(answer), 0, token, rank);
}

std::vector<std::string> plain_rows(const TreeWalk& walks, bool is_brief, std::size_t height) {
  std::vector<std::string> rows;
  for (const std::string& row : tree_rows(walks.look(), walks.walk(), is_brief, 60, height)) {
    rows.push_back(without_colors(row));
    CHECK(display_width(rows.back()) <= 60);
    rows.back().resize(rows.back().find_last_not_of(' ') + 1);
  }
  return rows;
}

std::string said(const Answer& answer) { return answer.choices.front().message; }

}  // namespace

TEST_CASE("a branch can be branched again, and goes with what it leaves") {
  const Answer answer = trunk();
  Tree tree(answer, {});
  const std::size_t late = tree.add(0, fork_of(answer, 2, 1), came(answer_of({{"!", 1}})));
  const std::size_t early =
      tree.add(0, fork_of(answer, 1, 2),
               came(answer_of({{" so", 0.5, {{" so", 0.5}, {" no", 0.4}}}, {" far", 1}})));
  CHECK(said(tree.answer(early)) == "It was so far");
  const Fork again = fork_of(tree.answer(early), 2, 2);
  const std::size_t below = tree.add(early, again, came(answer_of({{" more", 1}})));
  CHECK(said(tree.answer(below)) == "It was no more");
  CHECK(tree.find(early, again) == below);
  CHECK_FALSE(tree.find(0, again));
  CHECK(tree.first(below).shown == " no");
  std::vector<std::pair<std::size_t, std::size_t>> places;
  for (const TreePlace& place : tree.order()) places.emplace_back(place.node, place.depth);
  CHECK(places ==
        std::vector<std::pair<std::size_t, std::size_t>>{{early, 0}, {below, 1}, {late, 0}});
  CHECK(tree.drop(early) == Tree::trunk);
  CHECK(tree.size() == 1);
  CHECK(tree.node(below) == nullptr);
  CHECK(tree.node(late) != nullptr);
}

TEST_CASE("what is drawn is counted, each continuation once") {
  const Answer answer = trunk();
  Tree tree(answer, {});
  const Fork drawn{0, 1, no_entry};
  const std::size_t one = tree.add(0, drawn, came(answer_of({{" was", 0.4}, {".", 1}})));
  const std::size_t other = tree.add(0, drawn, came(answer_of({{" is", 0.5}, {" now", 0.2}})));
  CHECK(tree.add(0, drawn, came(answer_of({{" was", 0.4}, {".", 1}}))) == one);
  CHECK(tree.size() == 2);
  CHECK(tree.node(one)->times == 2);
  CHECK(said(tree.answer(one)) == "It was.");
  CHECK(tree.first(other).shown == " is");
  CHECK(tree.node(other)->branch.rejoin.becomes == Becomes::rejoins);
}

TEST_CASE("a tree is drawn with where each branch leaves, what it says, and what became of it") {
  const Answer answer = trunk();
  TreeWalk walks(answer, {});
  CHECK(plain_rows(walks, false, 9).empty());
  Tree& tree = walks.tree();
  tree.add(0, fork_of(answer, 2, 1), came(answer_of({{" on,\n", 0.9}, {" for", 0.9}})));
  tree.add(0, fork_of(answer, 1, 2), came(answer_of({{" \x1b[31m", 0.5}})));
  const std::vector<std::string> rows = plain_rows(walks, false, 9);
  CHECK(rows == std::vector<std::string>{"what if · 2 branches", "  ├ 1 ␣was 40.0%   \\x1b[31m",
                                         "  │   does not rejoin · perplexity 2.00",
                                         "  └ 2 ␣then 70.0%   on,…",
                                         "      does not rejoin · perplexity 1.11"});
  CHECK(plain_rows(walks, false, 3).size() == 3);
  walks.choose();
  walks.step(-1);
  CHECK(walks.current() == 1);
  const std::vector<std::string> brief = plain_rows(walks, true, 3);
  CHECK(brief == std::vector<std::string>{"what if · 2 branches",
                                          "  ├ 1 ␣was 40.0%  does not rejoin   \\x1b[31m",
                                          "▸ └ 2 ␣then 70.0%  does not rejoin   on,…"});
}

TEST_CASE("somebody walks through branches, and comes back to where they were") {
  const Answer answer = trunk();
  TreeWalk walks(answer, {});
  walks.walk().to_last();
  walks.tree().add(0, fork_of(answer, 1, 2), came(answer_of({{" so", 1}, {" far", 1}})));
  walks.choose();
  walks.step(1);
  CHECK(walks.current() == 1);
  CHECK(walks.walk().token() == 1);
  CHECK(walks.walk().choice()->tokens.size() == 4);
  walks.chosen(false);
  CHECK(walks.current() == Tree::trunk);
  CHECK(walks.walk().token() == 2);
  walks.choose();
  walks.step(1);
  walks.chosen(true);
  CHECK(walks.current() == 1);
  CHECK(walks.drop());
  CHECK(walks.current() == Tree::trunk);
  CHECK_FALSE(walks.drop());
}

TEST_CASE("a screen with a tree has as many rows as the terminal, none wider than it") {
  const Answer answer = trunk();
  Explorer explorer(answer, {}, false);
  Tree& tree = explorer.tree();
  std::size_t parent = Tree::trunk;
  for (int i = 0; i < 12; ++i) {
    const Fork fork = fork_of(tree.answer(parent), 1, 2);
    parent = tree.add(parent, fork, came(answer_of({{" 日本語\n", 0.5}, {" far", 0.2}})));
  }
  for (const char32_t key : {U'l', U' ', U'k'}) {
    explorer.take({.name = KeyName::character, .character = key});
    for (const int columns : {20, 40, 79, 80, 100, 120, 300}) {
      for (const int rows : {1, 2, 3, 4, 5, 6, 7, 10, 11, 12, 15, 16, 24, 40, 100}) {
        CAPTURE(columns, rows);
        const auto all = explorer.rows(columns, rows);
        CHECK(all.size() == static_cast<std::size_t>(rows));
        for (const std::string& row : all) {
          CHECK(display_width(without_colors(row)) <= columns);
        }
        const bool is_shown = std::any_of(all.begin(), all.end(), [](const std::string& row) {
          return without_colors(row).find("what if") == 0;
        });
        CHECK((is_shown || rows < 10));
      }
    }
  }
}

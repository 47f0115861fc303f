#include "logprobs/by_choice.hpp"

#include <string>
#include <vector>

#include "catch.hpp"

using logprobs::Choice;
using logprobs::Kind;

namespace {

struct Entry {
  int index = 0;
  Kind kind = Kind::content;
  std::string made_by{};
};

std::vector<Choice> choices_of(const std::vector<std::pair<int, Kind>>& keys) {
  std::vector<Choice> choices;
  for (const auto& [index, kind] : keys) {
    choices.emplace_back().index = index;
    choices.back().kind = kind;
  }
  return choices;
}

/// Entries as `0=a 1r=b`, with r for a refusal.
std::string show(const std::vector<Entry>& entries) {
  std::string out;
  for (const Entry& entry : entries) {
    out += (out.empty() ? "" : " ") + std::to_string(entry.index);
    out += (entry.kind == Kind::refusal ? "r=" : "=") + entry.made_by;
  }
  return out;
}

/// Lets `entries` follow choices with these keys; new entries are made by `name`.
std::string follow(const std::vector<std::pair<int, Kind>>& keys, std::vector<Entry>& entries,
                   const std::string& name) {
  logprobs::follow_choices(choices_of(keys), entries, [&](const Choice& choice) {
    return Entry{choice.index, choice.kind, name};
  });
  return show(entries);
}

constexpr Kind content = Kind::content;
constexpr Kind refusal = Kind::refusal;

}  // namespace

TEST_CASE("an entry is found by index and kind") {
  const std::vector<Entry> entries = {
      {0, content, "a"}, {2, content, "b"}, {2, refusal, "c"}, {7, refusal, "d"}};
  for (const Entry& entry : entries) {
    CHECK(logprobs::find_choice(entries, entry.index, entry.kind) == &entry);
  }
  for (const auto& [index, kind] : std::vector<std::pair<int, Kind>>{{-1, content},
                                                                     {0, refusal},
                                                                     {1, content},
                                                                     {2, Kind::prompt},
                                                                     {7, content},
                                                                     {8, content}}) {
    CAPTURE(index);
    CHECK(logprobs::find_choice(entries, index, kind) == nullptr);
  }
  const std::vector<Entry> none;
  CHECK(logprobs::find_choice(none, 0, content) == nullptr);
}

TEST_CASE("all kinds of a choice are found together") {
  const std::vector<Entry> entries = {{0, content, "a"}, {2, content, "b"}, {2, refusal, "c"}};
  const auto names = [&](int index) {
    const auto [begin, end] = logprobs::kinds_of_choice(entries, index);
    return show({begin, end});
  };
  CHECK(names(0) == "0=a");
  CHECK(names(1).empty());
  CHECK(names(2) == "2=b 2r=c");
  CHECK(names(3).empty());
}

TEST_CASE("a new entry belongs where it keeps the order") {
  std::vector<Entry> entries;
  for (const int index : {5, 0, 9, 3}) {
    entries.insert(logprobs::position_of_choice(entries, index, content), {index, content, "x"});
  }
  entries.insert(logprobs::position_of_choice(entries, 3, refusal), {3, refusal, "y"});
  CHECK(show(entries) == "0=x 3=x 3r=y 5=x 9=x");
}

TEST_CASE("entries follow the choices and keep what they know") {
  std::vector<Entry> entries;
  CHECK(follow({}, entries, "a").empty());
  CHECK(follow({{1, content}, {4, content}}, entries, "a") == "1=a 4=a");
  CHECK(follow({{1, content}, {4, content}}, entries, "b") == "1=a 4=a");
  CHECK(follow({{1, content}, {4, content}, {6, content}}, entries, "b") == "1=a 4=a 6=b");
  CHECK(follow({{0, content}, {1, content}, {1, refusal}, {4, content}, {6, content}}, entries,
               "c") == "0=c 1=a 1r=c 4=a 6=b");
  CHECK(follow({{0, content}, {1, refusal}, {6, content}, {8, content}}, entries, "d") ==
        "0=c 1r=c 6=b 8=d");
  CHECK(follow({{0, content}}, entries, "e") == "0=c");
  CHECK(follow({{0, refusal}}, entries, "f") == "0r=f");
  CHECK(follow({}, entries, "g").empty());
}

// What is asked of choices, and how a vector with an entry for each is searched, and kept in line
// with another one. An entry is anything that has the members `index` and `kind`; entries are
// sorted by both.
#pragma once

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

#include "logprobs/model.hpp"

namespace logprobs {

/// True if a choice, or a part of one, brings text or tokens.
inline bool says_something(const Choice& choice) {
  return !choice.message.empty() || !choice.tokens.empty();
}

/// Where the entry of this choice is, or belongs: an iterator. Takes O(log n).
template <typename Entries>
auto position_of_choice(Entries& entries, int index, Kind kind) {
  return std::partition_point(entries.begin(), entries.end(), [&](const auto& entry) {
    return std::pair(entry.index, entry.kind) < std::pair(index, kind);
  });
}

/// The entry of this choice; null if there is none.
template <typename Entries>
auto find_choice(Entries& entries, int index, Kind kind) {
  const auto place = position_of_choice(entries, index, kind);
  const bool found = place != entries.end() && place->index == index && place->kind == kind;
  return found ? &*place : nullptr;
}

/// The entries of all kinds of the choice with this index: a pair of iterators.
template <typename Entries>
auto kinds_of_choice(Entries& entries, int index) {
  const auto begin = position_of_choice(entries, index, Kind{});
  return std::pair(begin, std::find_if(begin, entries.end(),
                                       [&](const auto& entry) { return entry.index != index; }));
}

/// Gives `entries` one entry for each of `choices`, in their order: the one it has, or
/// `make(choice)` where it has none. Entries of choices that are gone are dropped.
template <typename Entry, typename Make>
void follow_choices(const std::vector<Choice>& choices, std::vector<Entry>& entries, Make make) {
  const auto same = [](const Entry& entry, const Choice& choice) {
    return entry.index == choice.index && entry.kind == choice.kind;
  };
  const auto [first, begin] =
      std::mismatch(entries.begin(), entries.end(), choices.begin(), choices.end(), same);
  std::vector<Entry> old(std::make_move_iterator(first), std::make_move_iterator(entries.end()));
  entries.erase(first, entries.end());
  for (auto choice = begin; choice != choices.end(); ++choice) {
    Entry* const known = find_choice(old, choice->index, choice->kind);
    entries.push_back(known != nullptr ? std::move(*known) : make(*choice));
  }
}

}  // namespace logprobs

// Entries by name, of which there may be more than a report can show.
#pragma once

#include <functional>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace logprobs::show {

template <typename Value>
using ByName = std::map<std::string, Value, std::less<>>;

/// Of more names, the first in the order of their bytes have entries of their own.
inline constexpr std::size_t most_names = 1000;
/// All others share this one.
inline constexpr std::string_view other_names = "(others)";

/// The entry of this name. Which names have one does not depend on the order in which they come:
/// the last gives way to one before it, by `merge(Value& into, Value&& from)`.
template <typename Value, typename Merge>
Value& entry(ByName<Value>& entries, std::string_view name, const Merge& merge) {
  if (const auto found = entries.find(name); found != entries.end()) return found->second;
  const std::size_t names = entries.size() - entries.count(other_names);
  if (names < most_names || name == other_names) return entries[std::string(name)];
  Value& others = entries[std::string(other_names)];
  auto last = std::prev(entries.end());
  if (last->first == other_names) --last;
  if (name > last->first) return others;
  merge(others, std::move(last->second));
  entries.erase(last);
  return entries[std::string(name)];
}

}  // namespace logprobs::show

#include "read/join/calls.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace logprobs::read {

void Calls::add(const std::string& name) {
  constexpr std::size_t most_names = 3;
  any_ = true;
  if (name.empty() || std::find(names_.begin(), names_.end(), name) != names_.end()) return;
  if (names_.size() == most_names) {
    others_ = true;
  } else {
    names_.push_back(name);
  }
}

void Calls::join(const CallPiece& piece, std::vector<Call>& calls) {
  const Call& added = piece.call;
  if (added.name.empty() && added.arguments.empty()) return;
  const int choice = std::max(added.choice, 0);
  const auto [found, is_new] =
      known_.try_emplace({choice, piece.index}, Known{calls.size(), piece.old});
  Known& known = found->second;
  if (known.old != piece.old) return;  // the same call, sent twice
  const bool begins = piece.whole || !added.name.empty();
  if (!is_new && begins && !calls[known.place].arguments.empty()) known.place = calls.size();
  if (known.place == calls.size()) calls.push_back({.choice = choice, .name = {}, .arguments = {}});
  calls[known.place].name += added.name;
  calls[known.place].arguments += added.arguments;
}

std::string Calls::description() const {
  if (names_.empty()) return "a call of a function";
  std::string text = names_.size() == 1 ? "a call of " : "calls of ";
  for (std::size_t i = 0; i < names_.size(); ++i) {
    const bool last = i + 1 == names_.size() && !others_;
    text += fmt::format("{}{}", i == 0 ? "" : last ? " and " : ", ", names_[i]);
  }
  return others_ ? text + " and others" : text;
}

}  // namespace logprobs::read

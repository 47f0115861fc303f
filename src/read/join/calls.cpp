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

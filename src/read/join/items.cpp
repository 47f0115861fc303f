#include "read/join/items.hpp"

#include <algorithm>
#include <utility>

namespace logprobs::read {
namespace {

constexpr std::size_t most_open = 16;  // more are never interleaved

}  // namespace

bool Items::many_are_finished() const { return finished_.size() >= most_open; }

void Items::add(Answer& part, const Aside& aside) {
  auto item = std::find_if(open_.begin(), open_.end(),
                           [&](const auto& known) { return known->answer().id == part.id; });
  if (item == open_.end()) {
    if (open_.size() == most_open) finish(0);
    open_.push_back(std::make_unique<Assembly>(options_));
    item = std::prev(open_.end());
  }
  const bool failed = part.failure.has_value();
  (*item)->add(part, aside, false);
  if (failed || !(*item)->unfinished()) finish(static_cast<std::size_t>(item - open_.begin()));
}

void Items::finish(std::size_t place) {
  const auto item = open_.begin() + static_cast<std::ptrdiff_t>(place);
  (*item)->finish();
  finished_.push_back(std::move(*item));
  open_.erase(item);
}

void Items::finish() {
  while (!open_.empty()) finish(0);
}

bool Items::next() {
  if (finished_.empty()) return false;
  current_ = std::move(finished_.front());
  finished_.pop_front();
  return true;
}

}  // namespace logprobs::read

#include "explore/tree_walk.hpp"

#include <algorithm>
#include <vector>

namespace logprobs::explore {

TreeWalk::TreeWalk(const Answer& answer, const ShowOptions& options) : tree_(answer, options) {
  walks_.try_emplace(Tree::trunk, answer, options);
}

void TreeWalk::update(const Answer& answer) {
  tree_.update(answer);
  walks_.at(Tree::trunk).update(answer);
}

void TreeWalk::set_thresholds(const Thresholds& thresholds) {
  for (auto& [number, walk] : walks_) walk.set_thresholds(thresholds);
}

void TreeWalk::open(std::size_t number) {
  const Node* const node = tree_.node(number);
  if (walks_.count(number) == 0 && node != nullptr) {
    const ShowOptions& options = walks_.at(Tree::trunk).options();
    Walk& walk = walks_.try_emplace(number, node->answer, options).first->second;
    const std::size_t token = node->branch.fork.token;
    if (walk.token() != token && !walk.move_to(token)) walk.to_last();
  }
  current_ = number;
}

void TreeWalk::choose() {
  is_choosing_ = true;
  before_ = current_;
}

void TreeWalk::step(std::ptrdiff_t count) {
  std::vector<std::size_t> all{Tree::trunk};
  for (const TreePlace& place : tree_.order()) all.push_back(place.node);
  const auto size = static_cast<std::ptrdiff_t>(all.size());
  const auto here = std::find(all.begin(), all.end(), current_) - all.begin();
  open(all[static_cast<std::size_t>((((here + count) % size) + size) % size)]);
}

void TreeWalk::chosen(bool is_kept) {
  is_choosing_ = false;
  if (!is_kept && (before_ == Tree::trunk || tree_.node(before_) != nullptr)) open(before_);
}

bool TreeWalk::drop() {
  if (current_ == Tree::trunk) return false;
  const std::size_t parent = tree_.drop(current_);
  std::erase_if(walks_, [&](const auto& one) {
    return one.first != Tree::trunk && tree_.node(one.first) == nullptr;
  });
  open(parent);
  if (tree_.size() == 0) is_choosing_ = false;
  return true;
}

}  // namespace logprobs::explore

// A walk through an answer and its branches.
#pragma once

#include <cstddef>
#include <map>

#include "explore/tree.hpp"
#include "explore/tree_rows.hpp"
#include "explore/walk.hpp"

namespace logprobs::explore {

/// Remembers the place in each. While somebody chooses, each step walks through another.
class TreeWalk {
 public:
  TreeWalk(const Answer& answer, const ShowOptions& options);

  /// Takes what is new of the answer, which must outlive this or be followed by another update().
  void update(const Answer& answer);
  /// The walk through the current one: the answer itself, or a branch.
  Walk& walk() { return walks_.at(current_); }
  const Walk& walk() const { return walks_.at(current_); }
  Tree& tree() { return tree_; }
  const Tree& tree() const { return tree_; }
  std::size_t current() const { return current_; }
  TreeLook look() const { return {&tree_, current_, is_choosing_}; }

  /// Judges all of them by other thresholds.
  void set_thresholds(const Thresholds& thresholds);
  /// Walks through another, from the token on at which it leaves its parent.
  void open(std::size_t number);
  /// Begins to choose.
  void choose();
  bool is_choosing() const { return is_choosing_; }
  /// To the one that is shown so many rows below, around the end.
  void step(std::ptrdiff_t count);
  /// Ends choosing; `is_kept`: else it goes back to where it began.
  void chosen(bool is_kept);
  /// Drops the current branch, and walks through what it left. False for the answer itself.
  bool drop();

 private:
  Tree tree_;
  std::map<std::size_t, Walk> walks_;
  std::size_t current_ = Tree::trunk;
  bool is_choosing_ = false;
  std::size_t before_ = Tree::trunk;  // it was chosen
};

}  // namespace logprobs::explore

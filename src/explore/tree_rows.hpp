// The branches of an answer, below it.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "explore/tree.hpp"
#include "explore/walk.hpp"

namespace logprobs::explore {

/// What of a tree is shown how.
struct TreeLook {
  const Tree* tree = nullptr;  ///< null: there is none
  std::size_t current = 0;     ///< the number of what is walked through
  bool is_chosen_now = false;  ///< keys choose another

  bool is_empty() const { return tree == nullptr || tree->size() == 0; }
};

/// How many rows all of it takes; `is_brief`: a row for each branch, not two.
std::size_t tree_height(const TreeLook& look, bool is_brief);

/// As many rows as there is room for, with what is walked through in sight.
std::vector<std::string> tree_rows(const TreeLook& look, const Walk& walk, bool is_brief, int width,
                                   std::size_t height);

}  // namespace logprobs::explore

// The branches that files have besides their answers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "app/kept_branch.hpp"
#include "explore/answer_entries.hpp"
#include "explore/tree.hpp"
#include "logprobs/model.hpp"

namespace logprobs::app {

/// What came from a fork on, as a file has it.
struct IndexedBranch {
  std::size_t file = 0;    ///< its place among the sources
  KeptFork fork{};         ///< where it leaves what
  Answer answer{};         ///< what came then
  std::uint64_t root = 0;  ///< the line of the answer that it belongs to; 0: there is none

  std::uint64_t line() const { return answer.place.first_line; }
};

/// Sorts branches by their place, finds the answer that each belongs to, and returns those that
/// belong to none.
std::vector<IndexedBranch> find_roots(const explore::AnswerEntries& entries,
                                      std::vector<IndexedBranch>& branches);

/// Adds those of an answer to its tree. Returns how many fit no token of it.
std::size_t add_branches(const std::vector<IndexedBranch>& branches,
                         const explore::AnswerEntry& entry, explore::Tree& tree);

}  // namespace logprobs::app

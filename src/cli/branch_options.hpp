// How an answer is gone on with from another token.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "ask/continuation.hpp"

namespace logprobs::cli {

/// A token of an answer, and one of its alternatives.
struct BranchPoint {
  std::size_t token = 0;  ///< its index, as `table` and `json` count
  std::size_t rank = 1;   ///< 1 is the most probable alternative

  bool operator==(const BranchPoint&) const = default;
};

/// What is asked about an answer, besides the question.
struct BranchOptions {
  std::optional<BranchPoint> at{};  ///< show the answer that has another token there
  bool what_if = false;             ///< compare the answer with those of all runners-up
  ask::Continue how = ask::Continue::automatic;
  std::int64_t most_tokens = 40;  ///< that a branch may have
  bool in_files = false;          ///< answers are told from branches, which files may have
  bool on_screen = false;  ///< --explore may ask: a question is asked, or --base-url says whom
  std::string requests{};  ///< a file with the requests that were asked; empty: none

  /// True if the model is asked to go on.
  bool any() const { return at || what_if; }
  /// True if it may be asked to.
  bool may_ask() const { return any() || on_screen; }
};

}  // namespace logprobs::cli

// Where the chosen token stands among its alternatives.
#pragma once

#include <cstdint>
#include <limits>

#include "logprobs/model.hpp"

namespace logprobs {

/// What the list L of cli.md says: the alternatives that are scored, doubles counted once, with the
/// chosen token added where a server left it out although it belongs there.
struct Ranking {
  double first = unknown_logprob;   ///< the greatest logprob of L, nats; NaN: L is empty
  double second = unknown_logprob;  ///< the next entry's; NaN: L has one entry
  double rival = unknown_logprob;   ///< the greatest of an entry that is not the chosen one's
  std::uint32_t rank = 0;           ///< 1 + the entries above the chosen one's; 0: it has none
  std::int32_t chosen = -1;         ///< its entry's place in the token's alternatives; -1: none
};

Ranking rank(const Answer& answer, const Token& token);

}  // namespace logprobs

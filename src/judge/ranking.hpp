// Where the chosen token stands among its alternatives.
#pragma once

#include <cstdint>

#include "logprobs/report.hpp"

namespace logprobs::judge {

/// An entry of L, or none.
struct Ranked {
  double logprob = unknown_logprob;  ///< nats; NaN: none
  std::int32_t place = no_entry;     ///< in the token's alternatives, or chosen_itself
};

/// What the list L says: the alternatives that are scored, doubles counted once, with the chosen
/// token added where a server left it out although it belongs there.
struct Ranking {
  Ranked first;   ///< the most probable of L
  Ranked second;  ///< the next
  double best_other =
      unknown_logprob;     ///< the greatest logprob of an entry that is not the chosen one's
  std::uint32_t rank = 0;  ///< 1 + the entries above the chosen one's; 0: it has none
  std::int32_t chosen = no_entry;  ///< its entry's place in the token's alternatives
};

Ranking rank(const Answer& answer, const Token& token);

}  // namespace logprobs::judge

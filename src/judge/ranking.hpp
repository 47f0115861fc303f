// Where the chosen token ranks among its alternatives.
#pragma once

#include <cstdint>

#include "logprobs/report.hpp"

namespace logprobs::judge {

/// An entry of the list L (see report.hpp), or none.
struct Ranked {
  double logprob = unknown_logprob;  ///< nats; NaN: none
  std::int32_t place = no_entry;     ///< among the token's alternatives, or chosen_itself
};

/// The ranking of a token's list L.
struct Ranking {
  Ranked first;                         ///< the most probable entry
  Ranked second;                        ///< the next
  double best_other = unknown_logprob;  ///< nats, of the best entry that was not chosen; NaN: none
  std::uint32_t rank = 0;               ///< as in Verdict
  std::int32_t chosen = no_entry;       ///< the chosen token's place among its alternatives
};

/// The ranking of one token of the answer.
Ranking rank(const Answer& answer, const Token& token);

}  // namespace logprobs::judge

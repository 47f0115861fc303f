// What the model could have said at one place, and how much doubt that was.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "logprobs/report.hpp"

namespace logprobs::show {

/// A token that the model thought of.
struct Outcome {
  std::string_view text;             ///< its bytes, as the choice has them; points into the answer
  double logprob = unknown_logprob;  ///< nats, as sent
  bool chosen = false;
};

/// The chosen token's alternative; no_entry also where the token is unscored: the number that the
/// list has is another's then.
std::int32_t listed_place(const Token& token, const Verdict& verdict);

/// The alternatives, most probable first, what was sent twice once; the chosen token stands among
/// them, also where the list lacks it. Unscored ones come last.
std::vector<Outcome> distribution(const Answer& answer, const Token& token, const Verdict& verdict);

/// 1 less the probabilities of all outcomes; 0 where rounding alone leaves something, and where one
/// of them is unscored.
double unlisted(std::span<const Outcome> outcomes);

/// A lower bound of the entropy of the whole distribution, in bits. No unlisted token is more
/// probable than the last alternative, so the rest r adds at least r * -log2(min(p_last, r)).
/// NaN with fewer than two outcomes, when one is unscored, and when all are floors.
double entropy_bits(std::span<const Outcome> outcomes);

}  // namespace logprobs::show

// What the model could have said in a token's place, and how unsure it was.
#pragma once

#include <cstddef>
#include <vector>

#include "logprobs/report.hpp"

namespace logprobs::show {

/// The chosen token and its alternatives.
struct Distribution {
  std::vector<Candidate> candidates;  ///< most probable first, unscored ones last
  std::size_t chosen = 0;             ///< the chosen token's place among them
};

/// The chosen token's place among its alternatives. no_entry if it is not among them, or if it is
/// unscored: the number of the entry is not the token's then.
std::int32_t listed_place(const Token& token, const Verdict& verdict);

/// The alternatives of a token without repetitions, and the token itself where they lack it.
Distribution distribution(const Answer& answer, const Token& token, const Verdict& verdict);

/// 1 minus the probabilities of all candidates; 0 if only rounding leaves a rest, or if a candidate
/// is unscored.
double unlisted(const Distribution& distribution);

/// A lower bound of the entropy of the whole distribution, in bits. No unlisted token is more
/// probable than the last alternative, so the rest r adds at least r * -log2(min(p_last, r)).
/// NaN if there are fewer than two candidates, if one is unscored, or if all are floors.
double entropy_bits(const Distribution& distribution);

}  // namespace logprobs::show

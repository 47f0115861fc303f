// What the model could have said in a token's place, and how unsure it was.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "logprobs/candidate.hpp"

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

/// A candidate's probability for people; "cut" for what sampling left no chance.
std::string share_of(const Answer& answer, double logprob, const Thresholds& thresholds);

/// 1 minus the probabilities of all candidates; 0 if only rounding leaves a rest, or if a candidate
/// is unscored.
double unlisted(const Distribution& distribution);
/// The same in the model's own distribution; NaN if that is not another one.
double unlisted_by_model(const Distribution& distribution);

/// How unsure the model was of a token.
struct Entropy {
  double bits = unknown_logprob;  ///< NaN: unknown
  bool exact = false;             ///< else a lower bound
};

/// The entropy of the whole distribution. Raw logits tell it; of a list it is a lower bound: no
/// unlisted token is more probable than the last alternative, so the rest r adds at least
/// r * -log2(min(p_last, r)). Unknown if there are fewer than two candidates, if one is unscored,
/// if all are floors, or if their probabilities add up to more than 1. `index`: the token's place
/// in the choice.
Entropy entropy_of(const Answer& answer, const Choice& choice, std::size_t index,
                   const Verdict& verdict);

}  // namespace logprobs::show

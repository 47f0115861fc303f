// The sums of a choice.
#pragma once

#include "logprobs/report.hpp"

namespace logprobs::judge {

/// Adds a token, whose place in its choice is `index`. `logprob` is in nats, as sent.
void add(Summary& summary, std::size_t index, double logprob, const Clues& clues);

/// Computes the sum, mean, perplexity and lowest probability of the tokens added so far; more can
/// be added afterwards.
void finish(Summary& summary);

}  // namespace logprobs::judge

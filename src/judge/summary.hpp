// The sums of a choice.
#pragma once

#include "logprobs/report.hpp"

namespace logprobs::judge {

/// Counts the token at `index` in.
void add(Summary& summary, std::size_t index, double logprob, const Clues& clues);

/// Makes mean, perplexity and lowest probability of the sums so far.
void finish(Summary& summary);

}  // namespace logprobs::judge

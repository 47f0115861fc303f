// The distribution that tokens are drawn from: what temperature, top-k, top-p and min-p make of the
// model's own.
#pragma once

#include <span>
#include <vector>

#include "logprobs/distribution.hpp"

namespace logprobs::read {

/// Applies these to a row of logits, in the order of transformers' generate(), in which Sampling
/// has them. What cannot be drawn any more becomes -infinity; the best token always can. Of equal
/// logits top-p keeps those with lower ids.
void apply(const Sampling& sampling, std::span<const float> row, std::vector<double>& drawn);
void apply(const Sampling& sampling, std::span<const double> row, std::vector<double>& drawn);

}  // namespace logprobs::read

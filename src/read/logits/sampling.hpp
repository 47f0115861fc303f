// The distribution that tokens are drawn from: what temperature, top-k, top-p and min-p make of the
// model's own.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace logprobs::read {

/// How tokens are drawn. What is absent changes nothing.
struct Sampling {
  std::optional<double> temperature{};  ///< above 0: logits are divided by it
  std::optional<std::size_t> top_k{};   ///< only the k best, and what equals the last of them
  std::optional<double> top_p{};        ///< the fewest of the best that have this much probability
  std::optional<double> min_p{};        ///< only those with this much of the best one's probability

  bool any() const { return temperature || top_k || top_p || min_p; }
};

/// Applies these to a row of logits, in the order of transformers' generate(), in which they stand
/// above. What cannot be drawn any more becomes -infinity; the best token always can. Of equal
/// logits top-p keeps those with lower ids.
void apply(const Sampling& sampling, std::span<const float> row, std::vector<double>& drawn);
void apply(const Sampling& sampling, std::span<const double> row, std::vector<double>& drawn);

}  // namespace logprobs::read

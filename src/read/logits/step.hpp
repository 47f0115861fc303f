// What a row of logits, one for each token of the vocabulary, says of the token that was chosen.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "logprobs/logprob.hpp"
#include "read/logits/kernels.hpp"

namespace logprobs::read {

/// The exact distribution of a row: nothing is left out.
struct Step {
  bool usable = false;              ///< not if a number is NaN or +infinity, or all are -infinity
  std::vector<Scored> best{};       ///< the most probable tokens and their logprobs
  double chosen = unknown_logprob;  ///< the chosen token's logprob, in nats
  std::uint64_t rank = 0;           ///< 1 + the tokens more probable than it; 0: nothing was chosen
  std::uint64_t possible = 0;       ///< tokens with a probability above 0
  double entropy = 0;               ///< in bits
  double max = 0, log_sum = 0;      ///< what makes a number of the row a logprob, in nats

  /// The logprob of a token with this number in the row.
  double logprob(double number) const { return number - max - log_sum; }
};

/// Softmax: log p = x - max - log(sum of exp(x - max)), with all sums in double. `count`: how many
/// of the best to list, at least 1. `chosen` is a place in the row.
void take_step(const Kernels& kernels, std::span<const float> row, std::size_t count,
               std::optional<std::uint64_t> chosen, Step& step);
void take_step(const Kernels& kernels, std::span<const double> row, std::size_t count,
               std::optional<std::uint64_t> chosen, Step& step);
/// The same of a row that has logprobs already, which stay as they are. What they leave of the
/// probability is one more token in the entropy, which makes that a lower bound.
void take_logprobs(const Kernels& kernels, std::span<const float> row, std::size_t count,
                   std::optional<std::uint64_t> chosen, Step& step);

}  // namespace logprobs::read

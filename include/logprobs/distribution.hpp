// What raw logits tell besides lists of the best tokens: of each token the whole distribution that
// it was drawn from. Data only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "logprobs/logprob.hpp"

namespace logprobs {

/// What the numbers of a file of raw logits are.
enum class LogitsKind {
  logits,   ///< the model's own
  scores,   ///< what logits processors, such as temperature and top-p, left of them
  clipped,  ///< the model's own, but what is far below the best is only known to be so
};

/// How tokens are drawn. What is absent changes nothing.
struct Sampling {
  std::optional<double> temperature{};  ///< above 0: logits are divided by it
  std::optional<std::size_t> top_k{};   ///< only the k best, and what equals the last of them
  std::optional<double> top_p{};        ///< the fewest of the best that have this much probability
  std::optional<double> min_p{};        ///< only those with this much of the best one's probability

  bool any() const { return temperature || top_k || top_p || min_p; }
};

/// What raw logits an answer was read from.
struct RawLogits {
  LogitsKind kind = LogitsKind::logits;
  std::uint64_t vocabulary = 0;  ///< the tokens of a row
  /// Applied to the numbers of the file: all of the answer's logprobs are of what this makes of
  /// them, but for those that are called the model's.
  Sampling at{};
};

/// The distribution of one token, besides its list of alternatives.
struct Whole {
  double entropy = unknown_logprob;         ///< bits; NaN if the row is no distribution
  std::optional<std::uint64_t> possible{};  ///< tokens with a probability above 0, if it is one
  double model_logprob = unknown_logprob;   ///< nats, before RawLogits::at was applied
};

}  // namespace logprobs

// What a logprob says by itself. Logprobs are natural logarithms of probabilities, in nats.
#pragma once

#include <cmath>
#include <limits>

namespace logprobs {

/// A logprob that the wire left out, or wrote as null or NaN.
inline constexpr double unknown_logprob = std::numeric_limits<double>::quiet_NaN();

/// True for the logprob of a probability; false if it is missing, NaN, or above 1e-6. Rounding
/// explains a little above 0; more is a server's mistake, such as raw logits.
inline bool is_scored(double logprob) { return logprob <= 1e-6; }

/// True for -1000 or less: servers mean "no value" by -9999, -1000, -3.4e38 and -Infinity.
inline bool is_floor(double logprob) { return logprob <= -1000; }

/// e^logprob, 0 to 1: 0 for a floor, NaN if unscored.
inline double probability(double logprob) {
  if (!is_scored(logprob)) return std::numeric_limits<double>::quiet_NaN();
  if (is_floor(logprob)) return 0;
  return logprob >= 0 ? 1 : std::exp(logprob);
}

}  // namespace logprobs

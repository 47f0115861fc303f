// What a logprob says by itself.
#pragma once

#include <cmath>
#include <limits>

namespace logprobs {

/// A logprob that the wire left out, or wrote as null or NaN.
inline constexpr double unknown_logprob = std::numeric_limits<double>::quiet_NaN();

/// False for what has no probability: missing, NaN, +Infinity, or above 1e-6 (rounding allows
/// a logprob a little above 0; more is a server's mistake, raw logits for instance).
inline bool is_scored(double logprob) { return logprob <= 1e-6; }

/// True for the values with which servers say "no value here": -9999, -1000, -3.4e38, -Infinity.
inline bool is_floor(double logprob) { return logprob <= -1000; }

/// e^logprob, 0 to 1: 0 for a floor, NaN for what is unscored.
inline double probability(double logprob) {
  if (!is_scored(logprob)) return std::numeric_limits<double>::quiet_NaN();
  if (is_floor(logprob)) return 0;
  return logprob >= 0 ? 1 : std::exp(logprob);
}

}  // namespace logprobs

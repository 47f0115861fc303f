// Numbers for people.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "logprobs/report.hpp"

namespace logprobs::show {

/// A probability (0 to 1) as a percentage with one decimal; empty for NaN. Rounding never lifts a
/// number to one of `thresholds` (0 to 1) that it is below, and only 0 and 1 are shown as such:
/// `<0.1%`, `>99.9%`.
std::string percent(double probability, std::span<const double> thresholds);

/// The same, with the thresholds of the bands and of the clue `low`.
std::string percent(double probability, const Thresholds& thresholds);

/// The same for a candidate's probability: `?` for NaN.
std::string share_text(double probability, const Thresholds& thresholds);

/// e^logprob for percent(), logprob in nats: 0 only for a floor; where e^logprob is too small for a
/// double, the smallest one, so that percent() prints `<0.1%`; NaN if unscored.
double shown_probability(double logprob);

/// A threshold (0 to 1) as a percentage, with as many digits as the user gave: "90%", "12.5%".
std::string threshold_percent(double probability);

/// A perplexity with two decimals, or with three digits from 1000 up; empty for NaN.
std::string short_number(double value);

/// "3 tokens", "1 token".
std::string token_count(std::size_t tokens);

}  // namespace logprobs::show

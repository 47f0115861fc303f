// Numbers as people read them.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "logprobs/report.hpp"

namespace logprobs::show {

/// A probability (0 to 1) as a percentage with one decimal. It never stands on or past a border
/// that it is short of, and neither 0 nor 1 is shown for what is not: `<0.1%`, `>99.9%`. Empty for
/// NaN.
std::string percent(double probability, std::span<const double> borders);

/// The same, with the borders that bands and the clue `low` have.
std::string percent(double probability, const Thresholds& thresholds);

/// e^logprob as percent() is to have it: more than 0 also where a double cannot say it, but for a
/// floor; NaN for what is unscored.
double shown_probability(double logprob);

/// A border as the user gave it: "90%", "12.5%".
std::string border_percent(double probability);

/// Perplexity with two decimals, or fewer digits where it is large; empty for NaN.
std::string short_number(double value);

/// "3 tokens", "1 token".
std::string token_count(std::size_t tokens);

}  // namespace logprobs::show

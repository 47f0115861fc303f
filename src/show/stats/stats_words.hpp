// How people are told what was counted.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "show/stats/stats.hpp"

namespace logprobs::show {

/// "1,234,567".
std::string grouped(std::uint64_t number);

/// "1 answer", "2,000 answers".
std::string counted(std::uint64_t number, std::string_view what);

/// NaN of nothing.
double share_of(std::uint64_t part, std::uint64_t whole);

/// A share as percent() writes it; no threshold is near one. Empty for NaN.
std::string share_percent(double share);

/// "stop 9,970, length 27": the most frequent first. Visible text.
std::string list_of(const Counts& counts);

/// "1,000 and 2 that cannot be read, 3 failed: oops 3".
std::string answers_text(const Stats& stats);

/// "5,000 in 120 choices, 2 unscored".
std::string tokens_text(const Stats& stats);

}  // namespace logprobs::show

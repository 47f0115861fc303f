// What was counted, in words for people.
#pragma once

#include <array>
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

/// A name from outside as visible text; "unknown" if it is empty.
std::string name_or_unknown(std::string_view name);

/// How many tokens have this clue.
std::uint64_t count_of(const Stats& stats, const ClueInfo& info);

/// A percentile that people are shown.
struct Percentile {
  double share = 0;  ///< of all numbers that are no greater, 0 to 1
  std::string_view name;
};

inline constexpr std::array<Percentile, 7> shown_percentiles = {{{0, "least"},
                                                                 {0.01, "1%"},
                                                                 {0.1, "10%"},
                                                                 {0.5, "median"},
                                                                 {0.9, "90%"},
                                                                 {0.99, "99%"},
                                                                 {1, "most"}}};

inline constexpr std::string_view precision_note =
    "Percentiles are within 0.4% of their value; all else is exact.";

/// "stop 9,970, length 27": the most frequent first. Visible text.
std::string counts_text(const Counts& counts);

/// "1,000 and 2 that cannot be read, 3 failed: oops 3".
std::string answers_text(const Stats& stats);

/// "5,000 in 120 choices, 2 unscored".
std::string tokens_text(const Stats& stats);

}  // namespace logprobs::show

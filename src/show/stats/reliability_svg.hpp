// The diagram of reliability.
#pragma once

#include <string>

#include "show/stats/calibration_report.hpp"

namespace logprobs::show {

/// Appends how many answers are correct (up) at each confidence (across), as bars of equal width,
/// with what is between both tinted, and as points of equal mass.
void append_reliability(std::string& out, const ScoreReport& score);

}  // namespace logprobs::show

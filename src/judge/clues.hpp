// Judges one token.
#pragma once

#include "logprobs/report.hpp"

namespace logprobs::judge {

/// The band of a probability, 0 to 1; `none` for NaN.
Band band_of(double probability, const Thresholds& thresholds);

/// The verdict on one token of the answer.
Verdict judge_token(const Answer& answer, const Token& token, const Thresholds& thresholds);

}  // namespace logprobs::judge

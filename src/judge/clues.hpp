// One token's verdict.
#pragma once

#include "logprobs/report.hpp"

namespace logprobs::judge {

Band band_of(double probability, const Thresholds& thresholds);

Verdict judge_token(const Answer& answer, const Token& token, const Thresholds& thresholds);

}  // namespace logprobs::judge

// Judges one token.
#pragma once

#include "logprobs/report.hpp"

namespace logprobs::judge {

/// The verdict on one token of the answer.
Verdict judge_token(const Answer& answer, const Token& token, const Thresholds& thresholds);

}  // namespace logprobs::judge

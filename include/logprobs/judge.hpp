// The room that says what the numbers mean. Pure arithmetic.
#pragma once

#include "logprobs/model.hpp"
#include "logprobs/report.hpp"

namespace logprobs {

/// Judges the tokens that `into` has no verdict for yet, so that a growing answer costs each token
/// once. For another response, forget(into) first.
void judge(const Answer& answer, const Thresholds& thresholds, Report& into);

/// Forgets a response's report, keeps the memory.
void forget(Report& report);

}  // namespace logprobs

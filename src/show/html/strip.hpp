// The chart above an answer's text.
#pragma once

#include <string>

#include "logprobs/report.hpp"

namespace logprobs::show {

/// Appends an SVG picture with a step per token: the probability of the best candidate, in front of
/// it the second best, and a line for a chosen token that was not the best.
void append_strip(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                  std::string& out);

}  // namespace logprobs::show

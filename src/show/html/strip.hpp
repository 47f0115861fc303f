// The chart along an answer.
#pragma once

#include <string>

#include "logprobs/report.hpp"

namespace logprobs::show {

/// Appends an SVG picture, one step to the right a token: how probable the best was, the second
/// best in front of it, and a line for the chosen token where it was not the best.
void append_strip(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                  std::string& out);

}  // namespace logprobs::show

// The chart below an answer's text.
#pragma once

#include <string>

#include "logprobs/report.hpp"

namespace logprobs::show {

/// Appends an SVG picture with a step per token: its probability.
void append_strip(const ChoiceReport& report, std::string& out);

}  // namespace logprobs::show

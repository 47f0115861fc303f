// How well answers are calibrated, in a page.
#pragma once

#include <string>

#include "logprobs/show.hpp"
#include "show/stats/calibration_report.hpp"

namespace logprobs::show {

/// Appends a heading, the numbers, and diagram and tables of each score.
void append_calibration(std::string& out, const CalibrationReport& report,
                        const ShowOptions& options);

}  // namespace logprobs::show

// How well answers are calibrated, for people at a terminal.
#pragma once

#include <string>

#include "logprobs/show.hpp"
#include "show/stats/calibration_report.hpp"

namespace logprobs::show {

/// Writes a title, the numbers, and what reliability the first score has, in lines of the
/// terminal's width.
void write_calibration(const CalibrationReport& report, const ShowOptions& options,
                       std::string& out);

}  // namespace logprobs::show

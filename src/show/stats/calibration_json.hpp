// How well answers are calibrated, as JSON.
#pragma once

#include <string>

#include "show/stats/calibration_report.hpp"

namespace logprobs::show {

/// Writes `"calibration": {...}` into an object.
void calibration_field(std::string& out, const CalibrationReport& report);

}  // namespace logprobs::show

// How well answers are calibrated, in words for people.
#pragma once

#include <string>
#include <string_view>

#include "show/stats/calibration_report.hpp"

namespace logprobs::show {

/// "1,000 with an answer, 12 without, 3 failed": the ids of the truth.
std::string ids_text(const CalibrationReport& report);

/// "7 answers have no truth, 2 no custom_id"; empty if all have both.
std::string strangers_text(const CalibrationReport& report);

/// "71.2% (68.3% to 74.0% at 95%), 712 of 1,000"; "unknown" if none is matched.
std::string accuracy_text(const CalibrationReport& report);

/// Three decimals; "–" for NaN.
std::string three_decimals(double number);

/// What a score is as a probability: "exp(mean logprob)" or its label.
std::string confidence_text(const ScoreReport& score);

}  // namespace logprobs::show

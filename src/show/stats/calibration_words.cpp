#include "show/stats/calibration_words.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "show/stats/stats_words.hpp"

namespace logprobs::show {

std::string ids_text(const CalibrationReport& report) {
  struct Part {
    std::uint64_t count;
    std::string_view what;
  };
  const std::array<Part, 4> others = {{{report.missing, "without"},
                                       {report.failed, "failed"},
                                       {report.unscored, "without a logprob"},
                                       {report.several, "with several answers"}}};
  std::string text = fmt::format("{} with an answer", grouped(report.matched));
  for (const Part& part : others) {
    if (part.count > 0) text += fmt::format(", {} {}", grouped(part.count), part.what);
  }
  return text;
}

std::string strangers_text(const CalibrationReport& report) {
  std::string text;
  const auto add = [&](std::uint64_t count, std::string_view what) {
    if (count == 0) return;
    text += text.empty() ? counted(count, "answer") : fmt::format(", {}", grouped(count));
    text += what;
  };
  add(report.without_truth, " without truth");
  add(report.without_id, " without custom_id");
  return text;
}

std::string accuracy_text(const CalibrationReport& report) {
  if (report.matched == 0) return "unknown";
  return fmt::format("{} ({} to {} at 95%), {} of {}", share_percent(report.accuracy()),
                     share_percent(report.accuracy_interval.low),
                     share_percent(report.accuracy_interval.high), grouped(report.correct),
                     grouped(report.matched));
}

std::string three_decimals(double number) {
  return std::isnan(number) ? "–" : fmt::format("{:.3f}", number);
}

std::string confidence_text(const ScoreReport& score) {
  if (score.name == "mean_logprob") return fmt::format("exp({})", score.label);
  return std::string(score.label);
}

}  // namespace logprobs::show

#include "show/stats/calibration_json.hpp"

#include "show/data/json_fields.hpp"

namespace logprobs::show {
namespace {

void write_bins(std::string& out, std::string_view name, const Reliability& bins) {
  list_field(out, name, bins, [&](const ReliabilityBin& bin) {
    out += '{';
    field(out, "from", bin.from);
    field(out, "to", bin.to);
    count_field(out, "count", bin.count);
    field(out, "mean_confidence", bin.mean_confidence());
    field(out, "accuracy", bin.accuracy());
    out += '}';
  });
}

void write_score(std::string& out, const ScoreReport& score) {
  object_field(out, score.name, [&] {
    field(out, "auroc", score.auroc);
    field(out, "brier", score.brier);
    field(out, "ece_equal_width", calibration_error(score.equal_width));
    field(out, "ece_equal_mass", calibration_error(score.equal_mass));
    field(out, "mean_confidence", score.mean_confidence);
    write_bins(out, "equal_width", score.equal_width);
    write_bins(out, "equal_mass", score.equal_mass);
  });
}

}  // namespace

void calibration_field(std::string& out, const CalibrationReport& report) {
  object_field(out, "calibration", [&] {
    count_field(out, "n", report.matched);
    count_field(out, "correct", report.correct);
    field(out, "accuracy", report.accuracy());
    object_field(out, "accuracy_interval", [&] {
      field(out, "level", 0.95);
      field(out, "low", report.accuracy_interval.low);
      field(out, "high", report.accuracy_interval.high);
    });
    object_field(out, "ids", [&] {
      count_field(out, "matched", report.matched);
      count_field(out, "missing", report.missing);
      count_field(out, "failed", report.failed);
      count_field(out, "unscored", report.unscored);
      count_field(out, "several_answers", report.several);
    });
    count_field(out, "answers_without_truth", report.without_truth);
    count_field(out, "answers_without_custom_id", report.without_id);
    count_field(out, "partly_scored", report.partly);
    object_field(out, "scores", [&] {
      for (const ScoreReport& score : report.scores) write_score(out, score);
    });
    list_field(out, "warnings", report.warnings,
               [&](const std::string& warning) { append_json_string(out, warning); });
  });
}

}  // namespace logprobs::show

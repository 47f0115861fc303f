#include "show/stats/calibration_json.hpp"

#include "show/data/json_fields.hpp"

namespace logprobs::show {
namespace {

/// Writes an array or object, whose inside `fill` appends.
template <typename Fill>
void nested(std::string& out, std::string_view name, std::string_view brackets, const Fill& fill) {
  key(out, name);
  out += brackets.front();
  fill();
  out += brackets.back();
}

void write_bins(std::string& out, std::string_view name, const Reliability& bins) {
  nested(out, name, "[]", [&] {
    for (const ReliabilityBin& bin : bins) {
      out += out.back() == '[' ? "{" : ", {";
      field(out, "from", bin.from);
      field(out, "to", bin.to);
      count_field(out, "count", bin.count);
      field(out, "mean_confidence", bin.mean_confidence());
      field(out, "accuracy", bin.accuracy());
      out += '}';
    }
  });
}

void write_score(std::string& out, const ScoreReport& score) {
  nested(out, score.name, "{}", [&] {
    field(out, "auroc", score.auroc);
    field(out, "brier", score.brier);
    field(out, "ece_equal_width", calibration_error(score.equal_width));
    field(out, "ece_equal_mass", calibration_error(score.equal_mass));
    field(out, "mean_confidence", score.mean_confidence);
    write_bins(out, "equal_width", score.equal_width);
    write_bins(out, "equal_mass", score.equal_mass);
  });
}

void write_warnings(std::string& out, const CalibrationReport& report) {
  nested(out, "warnings", "[]", [&] {
    for (const std::string& warning : report.warnings) {
      if (out.back() != '[') out += ", ";
      append_json_string(out, warning);
    }
  });
}

}  // namespace

void calibration_field(std::string& out, const CalibrationReport& report) {
  nested(out, "calibration", "{}", [&] {
    count_field(out, "n", report.matched);
    count_field(out, "correct", report.correct);
    field(out, "accuracy", report.accuracy());
    nested(out, "accuracy_interval", "{}", [&] {
      field(out, "level", 0.95);
      field(out, "low", report.accuracy_interval.low);
      field(out, "high", report.accuracy_interval.high);
    });
    nested(out, "ids", "{}", [&] {
      count_field(out, "matched", report.matched);
      count_field(out, "missing", report.missing);
      count_field(out, "failed", report.failed);
      count_field(out, "unscored", report.unscored);
      count_field(out, "several_answers", report.several);
    });
    count_field(out, "answers_without_truth", report.without_truth);
    count_field(out, "answers_without_custom_id", report.without_id);
    count_field(out, "partly_scored", report.partly);
    nested(out, "scores", "{}", [&] {
      for (const ScoreReport& score : report.scores) write_score(out, score);
    });
    write_warnings(out, report);
  });
}

}  // namespace logprobs::show

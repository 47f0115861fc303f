#include "show/stats/calibration_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "show/stats/calibration_words.hpp"
#include "show/stats/stats_lines.hpp"
#include "show/stats/stats_words.hpp"
#include "show/terminal/bar.hpp"
#include "show/terminal/row_writer.hpp"

namespace logprobs::show {
namespace {

constexpr int label_width = 18, limit_width = 8, confidence_width = 10, accuracy_width = 7,
              answers_width = 9;
constexpr int narrow_table = 66;  // cells

class CalibrationText {
 public:
  CalibrationText(const ShowOptions& options, std::string& out)
      : options_(options),
        lines_(options, out),
        is_narrow_(options.width != 0 && options.width < narrow_table),
        out_(out) {}

  void write(const CalibrationReport& report) const {
    out_ += '\n';
    lines_.title("calibration");
    lines_.line("truth", ids_text(report), unstyled);
    if (const std::string strangers = strangers_text(report); !strangers.empty()) {
      lines_.line("", strangers, unstyled);
    }
    lines_.line("accuracy", accuracy_text(report), unstyled);
    if (!options_.quiet) {
      for (const std::string& warning : report.warnings) lines_.line("warning", warning, unstyled);
    }
    if (report.matched == 0) return;
    out_ += '\n';
    write_scores(report);
    const ScoreReport& shown = report.scores.front();
    write_reliability(shown, shown.equal_width, "equal width");
    write_reliability(shown, shown.equal_mass, "equal mass");
    if (!options_.quiet && options_.bars) {
      lines_.line("", "█ correct  │ confidence  ░ by how much that is too high", quiet);
    }
  }

 private:
  void write_scores(const CalibrationReport& report) const {
    score_row({"", "AUROC", "Brier", "ECE", "ECE, mass", "confidence"}, quiet);
    for (const ScoreReport& score : report.scores) {
      score_row({std::string(score.label), three_decimals(score.auroc), three_decimals(score.brier),
                 share_percent(calibration_error(score.equal_width)),
                 share_percent(calibration_error(score.equal_mass)),
                 share_percent(score.mean_confidence)},
                unstyled);
    }
  }

  void score_row(const std::array<std::string, 6>& cells, const Style& style) const {
    RowWriter row(options_, out_);
    row.left(cells[0], is_narrow_ ? name_width : label_width, quiet);
    for (std::size_t i = 1; i < 4; ++i) row.right(cells[i], share_width, style);
    if (!is_narrow_) {
      row.right(cells[4], answers_width, style);
      row.right(cells[5], confidence_width, style);
    }
    row.end();
  }

  /// Bins without answers are left out.
  void write_reliability(const ScoreReport& score, const Reliability& bins,
                         std::string_view kind) const {
    out_ += '\n';
    lines_.title(fmt::format("reliability in 15 bins of {}: {}", kind, confidence_text(score)));
    begin_row("up to", "confidence", "correct", "answers", quiet).end();
    for (const ReliabilityBin& bin : bins) {
      if (bin.count == 0) continue;
      RowWriter row = begin_row(fmt::format("≤ {}", share_percent(bin.to)),
                                share_percent(bin.mean_confidence()), share_percent(bin.accuracy()),
                                grouped(bin.count), unstyled);
      write_bar(row, bin);
      row.end();
    }
  }

  RowWriter begin_row(std::string_view limit, std::string_view confidence,
                      std::string_view accuracy, std::string_view answers,
                      const Style& style) const {
    RowWriter row(options_, out_);
    row.right(limit, limit_width, quiet);
    row.right(confidence, confidence_width, style);
    row.right(accuracy, accuracy_width, style);
    if (!is_narrow_) row.right(answers, answers_width, quiet);
    return row;
  }

  /// "██████│██" if more answers are correct than confidence says, or "██████░░│" if fewer.
  void write_bar(RowWriter& row, const ReliabilityBin& bin) const {
    const int wide = is_narrow_ ? 0 : answers_width + column_gap;
    const int cells =
        lines_.bar_after(limit_width + confidence_width + accuracy_width + wide + 3 * column_gap);
    if (cells == 0) return;
    const std::string correct = bar(bin.accuracy(), cells);
    const int end = bar_width(bin.accuracy(), cells);
    const int mark = std::min(cells - 1, static_cast<int>(bin.mean_confidence() * cells));
    const Style gap = bar_style({.band = Band::orange}, options_.depth);
    row.begin(cells);
    if (mark < end) {
      constexpr std::size_t bytes = 3;  // of each cell
      const std::size_t at = bytes * static_cast<std::size_t>(mark);
      row.more(correct.substr(0, at), unstyled);
      row.more("│", gap);
      row.more(correct.substr(at + bytes), unstyled);
      return;
    }
    row.more(correct, unstyled);
    std::string missing;
    for (int i = end; i < mark; ++i) missing += "░";
    row.more(missing + "│", gap);
  }

  const ShowOptions& options_;
  StatsLines lines_;
  bool is_narrow_;
  std::string& out_;
};

}  // namespace

void write_calibration(const CalibrationReport& report, const ShowOptions& options,
                       std::string& out) {
  CalibrationText(options, out).write(report);
}

}  // namespace logprobs::show

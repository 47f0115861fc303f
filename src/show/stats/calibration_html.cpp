#include "show/stats/calibration_html.hpp"

#include <fmt/format.h>

#include "show/html/text.hpp"
#include "show/stats/calibration_words.hpp"
#include "show/stats/reliability_svg.hpp"
#include "show/stats/stats_table.hpp"
#include "show/stats/stats_words.hpp"

namespace logprobs::show {
namespace {

void append_facts(std::string& out, const CalibrationReport& report, const ShowOptions& options) {
  append_markup(out, "<dl>\n<dt>truth</dt><dd>{}</dd>\n", ids_text(report));
  if (const std::string strangers = strangers_text(report); !strangers.empty()) {
    append_markup(out, "<dt>left out</dt><dd>{}</dd>\n", strangers);
  }
  append_markup(out, "<dt>accuracy</dt><dd>{}</dd>\n</dl>\n", html(accuracy_text(report)));
  if (options.quiet) return;
  for (const std::string& warning : report.warnings) {
    append_markup(out, "<p class=\"warning\"><strong>Warning:</strong> {}</p>\n", html(warning));
  }
}

void append_scores(std::string& out, const CalibrationReport& report) {
  StatsTable table(out, "Scores",
                   {"", "AUROC", "Brier", "ECE, equal width", "ECE, equal mass", "confidence"});
  for (const ScoreReport& score : report.scores) {
    table.row(confidence_text(score));
    table.cell(three_decimals(score.auroc));
    table.cell(three_decimals(score.brier));
    table.cell(share_percent(calibration_error(score.equal_width)));
    table.cell(share_percent(calibration_error(score.equal_mass)));
    table.cell(share_percent(score.mean_confidence));
  }
  table.end();
}

void append_bins(std::string& out, const Reliability& bins, std::string_view kind) {
  append_markup(out, "<h3>15 bins of {}</h3>\n", kind);
  StatsTable table(out, fmt::format("Bins of {}", kind),
                   {"confidence up to", "mean confidence", "correct", "answers"});
  for (const ReliabilityBin& bin : bins) {
    if (bin.count == 0) continue;
    table.row(share_percent(bin.to));
    table.cell(share_percent(bin.mean_confidence()));
    table.bar_cell(bin.accuracy());
    table.cell(grouped(bin.count));
  }
  table.end();
}

void append_score(std::string& out, const ScoreReport& score, bool is_open) {
  append_markup(out, "<details{}><summary>reliability of {}</summary>\n", is_open ? " open" : "",
                confidence_text(score));
  append_reliability(out, score);
  append_bins(out, score.equal_width, "equal width");
  append_bins(out, score.equal_mass, "equal mass");
  out += "</details>\n";
}

}  // namespace

void append_calibration(std::string& out, const CalibrationReport& report,
                        const ShowOptions& options) {
  out += "<h2>calibration</h2>\n";
  append_facts(out, report, options);
  if (report.matched == 0) return;
  append_scores(out, report);
  if (options.legend && !options.quiet) {
    out +=
        "<p>Each score is taken as the probability that the answer is correct. Bars: how many are, "
        "in bins of equal width; tinted is how far that is from the confidence. Points: bins of "
        "equal mass. On the diagonal both agree. Bins without answers are left out.</p>\n";
  }
  for (const ScoreReport& score : report.scores) {
    append_score(out, score, &score == &report.scores.front());
  }
}

}  // namespace logprobs::show

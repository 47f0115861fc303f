#include "show/markdown/findings.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string_view>

#include "show/markdown/markdown_text.hpp"
#include "show/words/field_rows.hpp"
#include "show/words/label_rows.hpp"

namespace logprobs::show {
namespace {

void write_rows(const std::vector<LabelRow>& rows, std::string_view name, const LabelBlock& block,
                const ShowOptions& options, std::string& out) {
  out += fmt::format("| {} | probability | of these |\n", name);
  out += "|:--|--:|--:|\n";
  for (const LabelRow& row : rows) {
    out += fmt::format("| {} | {} | {} |\n", markdown(row.name), markdown(row.share),
                       markdown(row.conditional));
  }
  out += '\n';
  for (const std::string& note : label_notes(block, options.thresholds)) {
    out += markdown_line(note) + "\n\n";
  }
}

void write_field_table(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                       const ShowOptions& options, std::string& out) {
  constexpr int widest = 60;  // cells of a path or a value
  out +=
      "| path | value | probability | clues | least sure | instead | labels |\n"
      "|:-----|:------|------------:|:------|:-----------|:--------|:-------|\n";
  for (const Leaf& field : report.findings().fields) {
    const FieldRow row = field_row(answer, choice, report, field, options.thresholds, widest);
    std::string clues;
    for (const ClueInfo& info : clue_table) {
      if (row.clues.*info.clue) clues += fmt::format("{}{}", clues.empty() ? "" : ", ", info.name);
    }
    out += fmt::format("| {} | {} | {} | {} | {} | {} | {} |\n", markdown_code(row.path),
                       markdown_code(row.value), markdown(row.share), clues,
                       markdown(row.least_sure), markdown(row.instead),
                       markdown(fmt::format("{}", fmt::join(row.labels, " · "))));
  }
  out += '\n';
  const std::vector<std::string> parts = joint_parts(report.findings(), options.thresholds);
  if (parts.empty()) return;
  out += fmt::format("{}\n\n", markdown_line(fmt::format("{}", fmt::join(parts, " · "))));
}

}  // namespace

void write_finding_tables(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                          const ShowOptions& options, std::string& out) {
  const Findings& findings = report.findings();
  if (!findings.fields.empty()) write_field_table(answer, choice, report, options, out);
  if (const std::optional<LabelBlock>& labels = findings.labels) {
    write_rows(label_rows(*labels, options.thresholds), "label", *labels, options, out);
  }
  if (!findings.rating) return;
  const std::vector<std::string> parts = rating_parts(*findings.rating);
  out += fmt::format("{}\n\n", markdown_line(fmt::format("{}", fmt::join(parts, " · "))));
  write_rows(rating_rows(*findings.rating, options.thresholds), "rating", findings.rating->block,
             options, out);
}

}  // namespace logprobs::show

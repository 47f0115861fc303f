#include "show/markdown/findings.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string_view>

#include "show/markdown/markdown_text.hpp"
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

}  // namespace

void write_finding_tables(const Findings& findings, const ShowOptions& options, std::string& out) {
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

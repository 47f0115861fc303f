#include "show/html/findings.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <optional>
#include <string_view>
#include <vector>

#include "logprobs/text.hpp"
#include "show/data/cell_text.hpp"
#include "show/html/text.hpp"
#include "show/words/field_rows.hpp"
#include "show/words/label_rows.hpp"

namespace logprobs::show {
namespace {

void append_note(const std::string& note, std::string& out) {
  if (!note.empty()) append_markup(out, "<p><bdi>{}</bdi></p>\n", html(note));
}

void append_rows(const std::vector<LabelRow>& rows, std::string_view name, const LabelBlock& block,
                 const ShowOptions& options, std::string& out) {
  append_markup(out,
                "<table class=\"found\">\n"
                "<thead><tr><th scope=\"col\">{}</th><th scope=\"col\">probability</th>"
                "<th scope=\"col\">of these</th></tr></thead>\n<tbody data-token=\"{}\">\n",
                name, block.part.first);
  for (const LabelRow& row : rows) {
    append_markup(out, "<tr><th scope=\"row\"><bdi>{}</bdi></th><td>{}</td><td>{}</td></tr>\n",
                  html(row.name), html(row.share), html(row.conditional));
  }
  out += "</tbody>\n</table>\n";
  for (const std::string& note : label_notes(block, options.thresholds)) {
    append_note(note, out);
  }
}

void append_field(const FieldRow& row, const Leaf& field, std::string& out) {
  out += "<tr";
  if (field.has_tokens()) {
    append_markup(out, " data-token=\"{}\"", field.part.least_sure);
  }
  append_markup(out, "><th scope=\"row\"><bdi>{}</bdi></th>", html(row.path));
  std::string clues;
  append_clue_names(row.clues, clues);
  const std::string labels = fmt::format("{}", fmt::join(row.labels, " · "));
  append_markup(out, "<td><bdi>{}</bdi></td><td>{}</td><td>{}</td>", html(row.value),
                html(row.share), clues);
  append_markup(out, "<td><bdi>{}</bdi></td><td><bdi>{}</bdi></td><td>{}</td></tr>\n",
                html(row.least_sure), html(row.instead), html(isolated(labels)));
}

void append_fields(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                   const ShowOptions& options, std::string& out) {
  constexpr int widest = 60;  // cells of a path or a value
  out +=
      "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Table of fields\">"
      "<table class=\"found\">\n<thead><tr>";
  for (const char* const name :
       {"path", "value", "probability", "clues", "least sure", "instead", "labels"}) {
    append_markup(out, "<th scope=\"col\">{}</th>", name);
  }
  out += "</tr></thead>\n<tbody>\n";
  for (const Leaf& field : report.findings().fields) {
    append_field(field_row(answer, choice, report, field, options.thresholds, widest), field, out);
  }
  out += "</tbody>\n</table></div>\n";
  append_note(
      fmt::format("{}", fmt::join(joint_parts(report.findings(), options.thresholds), " · ")), out);
}

}  // namespace

void append_findings(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                     const ShowOptions& options, std::string& out) {
  const Findings& findings = report.findings();
  if (!findings.fields.empty()) append_fields(answer, choice, report, options, out);
  if (const std::optional<LabelBlock>& labels = findings.labels) {
    append_rows(label_rows(*labels, options.thresholds), "label", *labels, options, out);
  }
  if (!findings.rating) return;
  append_note(fmt::format("{}", fmt::join(rating_parts(*findings.rating), " · ")), out);
  append_rows(rating_rows(*findings.rating, options.thresholds), "rating", findings.rating->block,
              options, out);
}

}  // namespace logprobs::show

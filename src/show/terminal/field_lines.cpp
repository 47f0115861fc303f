#include <algorithm>
#include <array>
#include <functional>
#include <string_view>
#include <vector>

#include "logprobs/text.hpp"
#include "show/terminal/findings.hpp"
#include "show/terminal/fitting_columns.hpp"
#include "show/terminal/line_of_parts.hpp"
#include "show/words/field_rows.hpp"

namespace logprobs::show {
namespace {

constexpr int widest_in_field = 32;  // cells of a path or a value

/// The widths of the columns, in cells; one of 0 is left out.
struct FieldColumns {
  int path = 4;
  int share = 6;
  int marks = 0;
  int value = 5;
  int least_sure = 10;
  int instead = 7;
};

/// A choice with fields.
struct Listed {
  const Answer& answer;
  const Choice& choice;
  const ChoiceReport& report;
};

/// Widens a column to what a text needs.
void widen(int& column, std::string_view text) { column = std::max(column, display_width(text)); }

/// A field's row in the terminal's style.
FieldRow row_of(const Listed& listed, const Leaf& field, const ShowOptions& options) {
  return field_row(listed.answer, listed.choice, listed.report, field, options.thresholds,
                   widest_in_field, isolated);
}

/// Measures the first rows: what comes after them and is wider takes the room that it needs.
FieldColumns fit(const Listed& listed, const ShowOptions& options) {
  constexpr std::size_t most_measured = 1000;
  FieldColumns columns;
  const std::vector<Leaf>& fields = listed.report.findings().fields;
  for (std::size_t i = 0; i < std::min(fields.size(), most_measured); ++i) {
    const FieldRow row = row_of(listed, fields[i], options);
    widen(columns.path, row.path);
    widen(columns.share, row.share);
    widen(columns.marks, token_marks(row.clues, options));
    widen(columns.value, row.value);
    widen(columns.least_sure, row.least_sure);
    widen(columns.instead, row.instead);
  }
  const FittingColumns fitting(options.width == 0 ? 0 : options.width - column_gap,
                               {&columns.path, &columns.share, &columns.marks, &columns.value,
                                &columns.least_sure, &columns.instead});
  if (options.width == 0) return columns;
  constexpr int narrow = 12;
  const FieldColumns wanted = columns;
  const std::array<std::function<void()>, 5> steps = {
      [&] { columns.value = std::min(columns.value, narrow); },
      [&] { columns.path = std::min(columns.path, narrow); },
      [&] { columns.least_sure = 0; },
      [&] { columns.instead = 0; },
      [&] { columns.marks = 0; },
  };
  fitting.give_up(steps);
  fitting.widen(columns.value, wanted.value);
  fitting.widen(columns.path, wanted.path);
  return columns;
}

void write_header(const FieldColumns& columns, const ShowOptions& options, std::string& out) {
  RowWriter row(options, out, column_gap);
  row.left("path", columns.path, quiet);
  row.right("p", columns.share, quiet);
  row.skip(columns.marks);
  row.left("value", columns.value, quiet);
  row.left("least sure", columns.least_sure, quiet);
  row.left("instead", columns.instead, quiet);
  row.end();
}

void write_row(const FieldRow& field, const FieldColumns& columns, const ShowOptions& options,
               std::string& out) {
  const Style style{.band = band_of(field.probability, options.thresholds), .low = field.clues.low};
  RowWriter row(options, out, column_gap);
  row.left(field.path, columns.path, {});
  row.right(field.share, columns.share, style);
  row.left(token_marks(field.clues, options), columns.marks, quiet);
  row.left(field.value, columns.value, style);
  row.left(field.least_sure, columns.least_sure, quiet);
  row.left(field.instead, columns.instead, quiet);
  row.end();
  if (field.labels.empty()) return;
  LineOfParts line(options, out);
  line.add("", {}, std::string(column_gap, ' ') + field.labels.front(), quiet);
  for (std::size_t i = 1; i < field.labels.size(); ++i) {
    line.add(" · ", quiet, field.labels[i], quiet);
  }
  line.end();
}

}  // namespace

void write_fields(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                  const ShowOptions& options, std::string& out) {
  const Listed listed{answer, choice, report};
  const FieldColumns columns = fit(listed, options);
  if (!options.quiet) write_header(columns, options, out);
  for (const Leaf& field : report.findings().fields) {
    write_row(row_of(listed, field, options), columns, options, out);
  }
  const std::vector<std::string> parts = joint_parts(report.findings(), options.thresholds);
  if (options.quiet || parts.empty()) return;
  LineOfParts line(options, out);
  for (const std::string& part : parts) line.add(" · ", quiet, part, quiet);
  line.end();
}

}  // namespace logprobs::show

#include <algorithm>
#include <string_view>
#include <vector>

#include "logprobs/text.hpp"
#include "show/terminal/bar.hpp"
#include "show/terminal/findings.hpp"
#include "show/terminal/line_of_parts.hpp"
#include "show/terminal/row_writer.hpp"
#include "show/words/label_rows.hpp"

namespace logprobs::show {
namespace {

constexpr std::string_view conditional_name = "of these";
constexpr int widest_label_bar = 32;

/// The widths of the columns, in cells; one of 0 is left out.
struct LabelColumns {
  int name = 5;
  int share = 1;
  int conditional = static_cast<int>(conditional_name.size());
  int bar = 0;
};

LabelColumns fit(const std::vector<LabelRow>& rows, const ShowOptions& options) {
  LabelColumns columns;
  for (const LabelRow& row : rows) {
    columns.name = std::max(columns.name, display_width(row.name));
    columns.share = std::max(columns.share, display_width(row.share));
  }
  const auto used = [&] {
    const int third = columns.conditional == 0 ? 0 : columns.conditional + column_gap;
    return 3 * column_gap + columns.name + columns.share + third;
  };
  if (options.width > 0 && used() > options.width) columns.conditional = 0;
  columns.bar =
      options.width > 0 ? std::min(options.width - used(), widest_label_bar) : widest_label_bar;
  if (!options.bars || columns.bar < 4) columns.bar = 0;
  return columns;
}

void write_row(const LabelRow& label, const LabelColumns& columns, const ShowOptions& options,
               std::string& out) {
  RowWriter row(options, out, column_gap);
  const Band band = label.is_label ? band_of(label.probability, options.thresholds) : Band::none;
  const Style style = label.is_label ? Style{.band = band} : quiet;
  row.left(label.name, columns.name, label.is_label ? Style{} : quiet);
  row.right(label.share, columns.share, style);
  row.right(label.conditional, columns.conditional, quiet);
  if (label.probability > 0) {
    row.left(bar(label.probability, columns.bar), columns.bar, bar_style(style, options.depth));
  }
  row.end();
}

/// Breaks a note between two words.
void write_note(std::string_view note, const ShowOptions& options, std::string& out) {
  LineOfParts line(options, out);
  while (!note.empty()) {
    const std::size_t end = std::min(note.find(' '), note.size());
    line.add(" ", quiet, note.substr(0, end), quiet);
    note.remove_prefix(std::min(end + 1, note.size()));
  }
  line.end();
}

void write_rows(const std::vector<LabelRow>& rows, std::string_view name,
                const std::vector<std::string>& notes, const ShowOptions& options,
                std::string& out) {
  const LabelColumns columns = fit(rows, options);
  if (!options.quiet) {
    RowWriter row(options, out, column_gap);
    row.left(name, columns.name, quiet);
    row.right("p", columns.share, quiet);
    row.right(conditional_name, columns.conditional, quiet);
    row.end();
  }
  for (const LabelRow& row : rows) write_row(row, columns, options, out);
  for (const std::string& note : notes) write_note(note, options, out);
}

}  // namespace

void write_labels(const LabelBlock& block, const ShowOptions& options, std::string& out) {
  write_rows(label_rows(block, options.thresholds), "label",
             label_notes(block, options.thresholds, isolated), options, out);
}

void write_rating(const Rating& rating, const ShowOptions& options, std::string& out) {
  LineOfParts line(options, out);
  for (const std::string& part : rating_parts(rating)) line.add(" · ", quiet, part, {});
  line.end();
  write_rows(rating_rows(rating, options.thresholds), "rating",
             label_notes(rating.block, options.thresholds), options, out);
}

}  // namespace logprobs::show

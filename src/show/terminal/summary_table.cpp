// A line per choice, aligned in columns, to compare many answers on a terminal.
#include <fmt/format.h>

#include <cmath>
#include <string>
#include <vector>

#include "logprobs/text.hpp"
#include "show/terminal/row_writer.hpp"
#include "show/terminal/summary_columns.hpp"
#include "show/words/choice_text.hpp"
#include "show/words/facts.hpp"
#include "show/words/fields.hpp"
#include "show/words/heading.hpp"
#include "show/words/label_rows.hpp"
#include "show/words/percent.hpp"
#include "show/words/views.hpp"

namespace logprobs::show {
namespace {

/// What else is known of a choice: "7f · req-7 · gpt-4o · length".
std::string rest_of(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                    const ShowOptions& options) {
  std::string text = finding_line(report.findings(), options.sought, options.thresholds);
  const std::string fields = field_values(answer, options);
  if (!text.empty() && !fields.empty()) text += " · ";
  text += fields;
  for (const std::string_view part : {std::string_view(answer.custom_id),
                                      std::string_view(answer.model), ending(answer, choice)}) {
    if (!text.empty() && !part.empty()) text += " · ";
    text += visible(part);
  }
  return text;
}

class SummaryTable : public View {
 public:
  explicit SummaryTable(const ShowOptions& options)
      : options_(options), columns_(fit_summary(options)) {}

  void begin(std::string& out) override {
    if (!options_.quiet) write_header(out);
  }

  void done(const Answer& answer, const Report& report, std::string& out) override {
    for (std::size_t i = 0; i < answer.choices.size(); ++i) {
      write_row(answer, answer.choices[i], report.choices[i], out);
      offer(out);
    }
  }

 private:
  std::string rest_name() const;
  void write_header(std::string& out) const;
  void write_row(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                 std::string& out) const;
  void write_least_sure(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                        RowWriter& row) const;

  ShowOptions options_;
  SummaryColumns columns_;
};

/// "label · trace_id".
std::string SummaryTable::rest_name() const {
  std::string name = finding_names(options_.sought);
  const std::string keys = field_keys(options_);
  if (!name.empty() && !keys.empty()) name += " · ";
  return name + keys;
}

void SummaryTable::write_header(std::string& out) const {
  RowWriter row(options_, out);
  row.left("source", columns_.source, quiet);
  row.right("tokens", columns_.tokens, quiet);
  row.right("perplexity", columns_.perplexity, quiet);
  row.right("low", columns_.low, quiet);
  row.right(ambiguous_name(options_), columns_.ambiguous, quiet);
  row.right(not_top_name(options_), columns_.not_top, quiet);
  row.right("clues", columns_.clues, quiet);
  row.right("lowest", columns_.lowest, quiet);
  row.right("#", columns_.index, quiet);
  constexpr std::string_view name = "least sure";
  row.left(columns_.word < static_cast<int>(name.size()) ? "word" : name, columns_.word, quiet);
  row.left(rest_name(), columns_.rest, quiet);
  row.end();
}

void SummaryTable::write_row(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                             std::string& out) const {
  const Summary& summary = report.summary;
  RowWriter row(options_, out);
  const auto count = [&](std::size_t number, int width) {
    row.right(fmt::format("{}", number), width, number == 0 ? quiet : Style{});
  };
  row.left(visible_end(choice_name(answer, choice, as_it_is), columns_.source), columns_.source,
           {});
  count(choice.tokens.size(), columns_.tokens);
  // A perplexity is the inverse of a probability, the geometric mean of all.
  row.right(std::isfinite(summary.perplexity) ? short_number(summary.perplexity) : "",
            columns_.perplexity, {.band = band_of(1 / summary.perplexity, options_.thresholds)});
  count(summary.low, columns_.low);
  count(summary.ambiguous, columns_.ambiguous);
  count(summary.not_top, columns_.not_top);
  count(summary.unsure, columns_.clues);
  if (summary.scored > 0) {
    write_least_sure(answer, choice, report, row);
  } else {
    for (const int width : {columns_.lowest, columns_.index, columns_.word}) row.skip(width);
  }
  row.left(rest_of(answer, choice, report, options_), columns_.rest, quiet);
  row.end();
}

void SummaryTable::write_least_sure(const Answer& answer, const Choice& choice,
                                    const ChoiceReport& report, RowWriter& row) const {
  const std::size_t index = report.summary.least_sure;
  const Verdict& verdict = report.verdicts[index];
  const Style style = token_style(verdict, options_);
  row.right(percent(shown_probability(report.summary.min_logprob), options_.thresholds),
            columns_.lowest, style);
  row.right(fmt::format("{}", index), columns_.index, quiet);
  if (columns_.word == 0) return;
  row.left(visible_cell(word_of(answer, choice, index), row.room(columns_.word)), columns_.word,
           style);
}

}  // namespace

std::unique_ptr<View> make_summary_table(const ShowOptions& options) {
  return std::make_unique<SummaryTable>(options);
}

}  // namespace logprobs::show

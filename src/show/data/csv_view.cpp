// A row per token, for spreadsheets and databases: csv (RFC 4180) and tsv.
#include <cmath>
#include <optional>

#include "logprobs/candidate.hpp"
#include "show/data/cell_text.hpp"
#include "show/data/field_rows_view.hpp"
#include "show/data/finding_cells.hpp"
#include "show/data/json_text.hpp"
#include "show/words/fields.hpp"
#include "show/words/names.hpp"
#include "show/words/turns.hpp"
#include "show/words/views.hpp"

namespace logprobs::show {
namespace {

constexpr std::string_view columns =
    "source,line,custom_id,choice,kind,index,token,logprob,probability,band,rank,margin,clues,best,"
    "best_probability,second,second_probability,";

class RowsView : public View {
 public:
  RowsView(const ShowOptions& options, char separator, AppendCell* append_text)
      : options_(options),
        separator_(separator),
        append_text_(append_text),
        turns_(options.one_choice ? Order::as_they_begin : Order::sorted) {}

  void begin(std::string& out) override {
    for (const char c : columns) out += c == ',' ? separator_ : c;
    for (const std::string& key : options_.fields) text(key, out);
    for (const std::string& name : finding_columns(options_.sought)) text(name, out);
    out.back() = '\n';  // in place of the last cell's separator
  }

  /// What is looked for is known at the end, and stands in every row.
  bool grows() const override { return !options_.sought.any(); }

  void grow(const Answer& answer, const Report& report, std::string& out) override {
    // A response of one event has a line, and one of several has none.
    if (grows() && !answer.place.line) write_rows(answer, report, false, out);
  }

  void done(const Answer& answer, const Report& report, std::string& out) override {
    write_rows(answer, report, true, out);
    turns_.reset();
  }

 private:
  void write_rows(const Answer& answer, const Report& report, bool done, std::string& out) {
    Turn turn;
    while (turns_.next(answer, done, turn)) {
      const Choice& choice = answer.choices[turn.choice];
      if (turn.first) begin_choice(answer, choice, report.choices[turn.choice].findings());
      for (std::size_t i = turn.begin; i < turn.end; ++i) {
        const Verdict& verdict = report.choices[turn.choice].verdicts[i];
        if (options_.only_clues && !verdict.clues.any()) continue;
        out += prefix_;
        integer(i, out);
        write_token(answer, choice.tokens[i], verdict, out);
        out += suffix_;
        out.back() = '\n';
        offer(out);
      }
    }
  }

  void begin_choice(const Answer& answer, const Choice& choice, const Findings& findings) {
    prefix_.clear();
    text(answer.source, prefix_);
    integer(answer.place.line, prefix_);
    text(answer.custom_id, prefix_);
    integer(choice.index, prefix_);
    text(kind_name(choice.kind), prefix_);
    suffix_.clear();
    for (std::size_t field = 0; field < options_.fields.size(); ++field) {
      text(field_of(answer, options_, field).value, suffix_);
    }
    for (const Cell& cell : finding_cells(findings, options_.sought)) {
      cell.is_text ? text(cell.text, suffix_) : number(cell.number, suffix_);
    }
  }

  void write_token(const Answer& answer, const Token& token, const Verdict& verdict,
                   std::string& out) const {
    text(answer.view(token.text), out);
    number(token.logprob, out);
    number(verdict.probability, out);
    out += band_name(verdict.band);
    out += separator_;
    integer(verdict.rank == 0 ? std::nullopt : std::optional<std::uint64_t>(verdict.rank), out);
    number(verdict.margin, out);
    append_clue_names(verdict.clues, out);
    out += separator_;
    candidate(candidate_at(answer, token, verdict.first), out);
    candidate(candidate_at(answer, token, verdict.second), out);
  }

  void text(std::string_view bytes, std::string& out) const {
    append_text_(bytes, options_.terminal, out);
    out += separator_;
  }

  /// Writes a number as the json view does, but nothing in place of null.
  void number(double value, std::string& out) const {
    if (std::isfinite(value)) append_json_number(out, value);
    out += separator_;
  }

  void integer(std::optional<std::uint64_t> value, std::string& out) const {
    if (value) append_json_integer(out, static_cast<std::int64_t>(*value));
    out += separator_;
  }

  void candidate(const Candidate& candidate, std::string& out) const {
    text(candidate.text, out);
    number(probability(candidate.logprob), out);
  }

  ShowOptions options_;
  char separator_;
  AppendCell* append_text_;
  Turns turns_;
  std::string prefix_;  // the cells that all rows of the current choice begin with
  std::string suffix_;  // those that they end with
};

std::unique_ptr<View> make_rows_view(const ShowOptions& options, char separator,
                                     AppendCell* append_text) {
  if (options.sought.fields) return make_field_rows_view(options, separator, append_text);
  return std::make_unique<RowsView>(options, separator, append_text);
}

}  // namespace

std::unique_ptr<View> make_csv_view(const ShowOptions& options) {
  return make_rows_view(options, ',', append_csv_text);
}

std::unique_ptr<View> make_tsv_view(const ShowOptions& options) {
  return make_rows_view(options, '\t', append_tsv_text);
}

}  // namespace logprobs::show

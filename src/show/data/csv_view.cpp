// A row per token, for spreadsheets and databases: csv (RFC 4180) and tsv.
#include <optional>

#include "logprobs/candidate.hpp"
#include "show/data/field_rows_view.hpp"
#include "show/words/names.hpp"
#include "show/words/turns.hpp"
#include "show/words/views.hpp"

namespace logprobs::show {
namespace {

constexpr std::string_view csv_head =
    "source,line,custom_id,choice,kind,index,token,logprob,probability,band,rank,margin,clues,best,"
    "best_probability,second,second_probability,";

class RowsView : public View {
 public:
  RowsView(const ShowOptions& options, const RowCells& cells)
      : options_(options),
        cells_(cells),
        turns_(options.one_choice ? Order::as_they_begin : Order::sorted) {}

  void begin(std::string& out) override { cells_.head(csv_head, out); }

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
      if (turn.first) {
        cells_.begin_choice(answer, choice, report.choices[turn.choice].findings());
        cells_.repeat(kind_name(choice.kind));
      }
      for (std::size_t i = turn.begin; i < turn.end; ++i) {
        const Verdict& verdict = report.choices[turn.choice].verdicts[i];
        if (options_.only_clues && !verdict.clues.any()) continue;
        cells_.begin_row(out);
        cells_.integer(i, out);
        write_token(answer, choice.tokens[i], verdict, out);
        cells_.end_row(out);
        offer(out);
      }
    }
  }

  void write_token(const Answer& answer, const Token& token, const Verdict& verdict,
                   std::string& out) const {
    cells_.text(answer.view(token.text), out);
    cells_.number(token.logprob, out);
    cells_.number(verdict.probability, out);
    cells_.name(band_name(verdict.band), out);
    cells_.integer(verdict.rank == 0 ? std::nullopt : std::optional<std::uint64_t>(verdict.rank),
                   out);
    cells_.number(verdict.margin, out);
    cells_.clues(verdict.clues, out);
    candidate(candidate_at(answer, token, verdict.first), out);
    candidate(candidate_at(answer, token, verdict.second), out);
  }

  void candidate(const Candidate& candidate, std::string& out) const {
    cells_.text(candidate.text, out);
    cells_.number(probability(candidate.logprob), out);
  }

  ShowOptions options_;
  RowCells cells_;
  Turns turns_;
};

std::unique_ptr<View> make_rows_view(const ShowOptions& options, char separator,
                                     AppendCell* append_text) {
  const RowCells cells(options, separator, append_text);
  if (options.sought.fields) return make_field_rows_view(options, cells);
  return std::make_unique<RowsView>(options, cells);
}

}  // namespace

std::unique_ptr<View> make_csv_view(const ShowOptions& options) {
  return make_rows_view(options, ',', append_csv_text);
}

std::unique_ptr<View> make_tsv_view(const ShowOptions& options) {
  return make_rows_view(options, '\t', append_tsv_text);
}

}  // namespace logprobs::show

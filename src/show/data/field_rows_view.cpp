// A row per value of JSON: csv and tsv with --fields.
#include "show/data/field_rows_view.hpp"

#include <fmt/format.h>

#include <cmath>
#include <optional>

#include "show/data/json_text.hpp"
#include "show/words/field_rows.hpp"

namespace logprobs::show {
namespace {

constexpr std::string_view field_rows_head =
    "source,line,custom_id,choice,call,path,kind,value,first,last,logprob,probability,clues,"
    "least_sure,token,token_probability,instead,instead_probability,labels,";

class FieldRowsView : public View {
 public:
  FieldRowsView(const ShowOptions& options, const RowCells& cells)
      : options_(options), cells_(cells) {}

  void begin(std::string& out) override { cells_.head(field_rows_head, out); }

  void done(const Answer& answer, const Report& report, std::string& out) override {
    for (std::size_t i = 0; i < answer.choices.size(); ++i) {
      const Choice& choice = answer.choices[i];
      const ChoiceReport& judged = report.choices[i];
      cells_.begin_choice(answer, choice, judged.findings());
      for (const Leaf& field : judged.findings().fields) {
        if (options_.only_clues && !field.clues.any()) continue;
        cells_.begin_row(out);
        write_field(judged.findings(), field, out);
        write_tokens(answer, choice, judged, field, out);
        cells_.text(field.labels.empty() ? "" : labels_cell(field.labels.front()), out);
        cells_.end_row(out);
        offer(out);
      }
    }
  }

 private:
  void write_field(const Findings& findings, const Leaf& field, std::string& out) const {
    const bool in_call = findings.documents[field.document].call.has_value();
    cells_.integer(in_call ? std::optional<std::uint64_t>(field.document) : std::nullopt, out);
    cells_.text(field.path, out);
    cells_.text(leaf_kind_name(field.kind), out);
    cells_.text(field.value, out);
  }

  void write_tokens(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                    const Leaf& field, std::string& out) const {
    if (!field.has_tokens()) return cells_.empty(10, out);
    const std::size_t least_sure = field.part.least_sure;
    const Token& token = choice.tokens[least_sure];
    cells_.integer(field.part.first, out);
    cells_.integer(field.part.last - 1, out);
    cells_.number(field.part.sum_logprob, out);
    cells_.number(field_probability(field), out);
    cells_.clues(field.clues, out);
    cells_.integer(least_sure, out);
    cells_.text(answer.view(token.text), out);
    cells_.number(probability(token.logprob), out);
    const Candidate other = best_other(answer, token, report.verdicts[least_sure]);
    cells_.text(other.text, out);
    cells_.number(probability(other.logprob), out);
  }

  /// "true=0.98 false<=0.004".
  static std::string labels_cell(const LabelBlock& block) {
    std::string cell;
    for (const LabelShare& label : block.labels) {
      const bool listed = !std::isnan(label.probability);
      if (!listed && std::isnan(label.bound)) continue;
      cell += fmt::format("{}{}{}", cell.empty() ? "" : " ", label.label, listed ? "=" : "<=");
      append_json_number(cell, listed ? label.probability : label.bound);
    }
    return cell;
  }

  ShowOptions options_;
  RowCells cells_;
};

}  // namespace

std::unique_ptr<View> make_field_rows_view(const ShowOptions& options, const RowCells& cells) {
  return std::make_unique<FieldRowsView>(options, cells);
}

}  // namespace logprobs::show

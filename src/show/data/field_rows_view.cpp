// A row per value of JSON: csv and tsv with --fields.
#include "show/data/field_rows_view.hpp"

#include <fmt/format.h>

#include <cmath>
#include <optional>

#include "show/data/cell_text.hpp"
#include "show/data/finding_cells.hpp"
#include "show/data/json_text.hpp"
#include "show/words/field_rows.hpp"
#include "show/words/fields.hpp"

namespace logprobs::show {
namespace {

constexpr std::string_view columns =
    "source,line,custom_id,choice,call,path,kind,value,first,last,logprob,probability,clues,"
    "least_sure,token,token_probability,instead,instead_probability,labels,";

class FieldRowsView : public View {
 public:
  FieldRowsView(const ShowOptions& options, char separator, AppendCell* append_text)
      : options_(options), separator_(separator), append_text_(append_text) {}

  void begin(std::string& out) override {
    for (const char c : columns) out += c == ',' ? separator_ : c;
    for (const std::string& key : options_.fields) text(key, out);
    for (const std::string& name : finding_columns(options_.sought)) text(name, out);
    out.back() = '\n';  // in place of the last cell's separator
  }

  void done(const Answer& answer, const Report& report, std::string& out) override {
    for (std::size_t i = 0; i < answer.choices.size(); ++i) {
      const Choice& choice = answer.choices[i];
      const ChoiceReport& judged = report.choices[i];
      begin_choice(answer, choice, judged.findings());
      for (const Leaf& field : judged.findings().fields) {
        if (options_.only_clues && !field.clues.any()) continue;
        out += prefix_;
        write_field(judged.findings(), field, out);
        write_tokens(answer, choice, judged, field, out);
        text(field.labels.empty() ? "" : labels_cell(field.labels.front()), out);
        out += suffix_;
        out.back() = '\n';
        offer(out);
      }
    }
  }

 private:
  void begin_choice(const Answer& answer, const Choice& choice, const Findings& findings) {
    prefix_.clear();
    text(answer.source, prefix_);
    integer(answer.place.line, prefix_);
    text(answer.custom_id, prefix_);
    integer(choice.index, prefix_);
    suffix_.clear();
    for (std::size_t field = 0; field < options_.fields.size(); ++field) {
      text(field_of(answer, options_, field).value, suffix_);
    }
    for (const Cell& cell : finding_cells(findings, options_.sought)) {
      cell.is_text ? text(cell.text, suffix_) : number(cell.number, suffix_);
    }
  }

  void write_field(const Findings& findings, const Leaf& field, std::string& out) const {
    const bool in_call = findings.documents[field.document].call.has_value();
    integer(in_call ? std::optional<std::uint64_t>(field.document) : std::nullopt, out);
    text(field.path, out);
    text(leaf_kind_name(field.kind), out);
    text(field.value, out);
  }

  void write_tokens(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                    const Leaf& field, std::string& out) const {
    constexpr int cells = 10;
    if (!field.has_tokens()) return out.append(cells, separator_), void();
    const std::size_t least_sure = field.part.least_sure;
    const Token& token = choice.tokens[least_sure];
    integer(field.part.first, out);
    integer(field.part.last - 1, out);
    number(field.part.sum_logprob, out);
    number(field_probability(field), out);
    append_clue_names(field.clues, out);
    out += separator_;
    integer(least_sure, out);
    text(answer.view(token.text), out);
    number(probability(token.logprob), out);
    const Candidate other = best_other(answer, token, report.verdicts[least_sure]);
    text(other.text, out);
    number(probability(other.logprob), out);
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

  void text(std::string_view bytes, std::string& out) const {
    append_text_(bytes, options_.terminal, out);
    out += separator_;
  }

  void number(double value, std::string& out) const {
    if (std::isfinite(value)) append_json_number(out, value);
    out += separator_;
  }

  void integer(std::optional<std::uint64_t> value, std::string& out) const {
    if (value) append_json_integer(out, static_cast<std::int64_t>(*value));
    out += separator_;
  }

  ShowOptions options_;
  char separator_;
  AppendCell* append_text_;
  std::string prefix_;  // the cells that all rows of the current choice begin with
  std::string suffix_;  // those that they end with
};

}  // namespace

std::unique_ptr<View> make_field_rows_view(const ShowOptions& options, char separator,
                                           AppendCell* append_text) {
  return std::make_unique<FieldRowsView>(options, separator, append_text);
}

}  // namespace logprobs::show

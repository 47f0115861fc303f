// A line per choice, separated by tabs, to compare many answers.
#include <fmt/format.h>

#include <cmath>

#include "show/data/cell_text.hpp"
#include "show/data/finding_cells.hpp"
#include "show/words/fields.hpp"
#include "show/words/heading.hpp"
#include "show/words/views.hpp"

namespace logprobs::show {
namespace {

constexpr std::string_view summary_head =
    "source\ttokens\tperplexity\tmean_logprob\tmin_probability\tlow\tambiguous\tnot_top\tcustom_id"
    "\tmodel\tfinish_reason\tleast_sure\tleast_sure_index";

class SummaryView : public View {
 public:
  explicit SummaryView(const ShowOptions& options) : options_(options) {}

  void begin(std::string& out) override {
    if (options_.quiet) return;
    out += summary_head;
    for (const std::string& key : options_.fields) text(key, out);
    for (const std::string& name : summary_columns(options_.sought)) text(name, out);
    out += '\n';
  }

  void done(const Answer& answer, const Report& report, std::string& out) override {
    for (std::size_t i = 0; i < answer.choices.size(); ++i) {
      const Choice& choice = answer.choices[i];
      const Summary& summary = report.choices[i].summary;
      out += choice_name(answer, choice, as_it_is);
      write_numbers(choice, summary, out);
      write_texts(answer, choice, summary, out);
      for (std::size_t field = 0; field < options_.fields.size(); ++field) {
        text(field_of(answer, options_, field).value, out);
      }
      for (const Cell& cell : summary_cells(report.choices[i].findings(), options_.sought)) {
        cell.is_text ? text(cell.text, out) : number(cell.number, out);
      }
      out += '\n';
    }
  }

 private:
  static void write_numbers(const Choice& choice, const Summary& summary, std::string& out) {
    out += fmt::format("\t{}", choice.tokens.size());
    number(summary.perplexity, out);
    number(summary.mean_logprob, out);
    number(summary.min_probability, out);
    out += fmt::format("\t{}\t{}\t{}", summary.low, summary.ambiguous, summary.not_top);
  }

  static void write_texts(const Answer& answer, const Choice& choice, const Summary& summary,
                          std::string& out) {
    text(answer.custom_id, out);
    text(answer.model, out);
    text(choice.finish_reason, out);
    if (summary.scored == 0) {
      out += "\t\t";
      return;
    }
    text(answer.view(choice.tokens[summary.least_sure].text), out);
    out += fmt::format("\t{}", summary.least_sure);
  }

  /// Six digits are enough for a summary; the json view has all of them.
  static void number(double value, std::string& out) {
    out += '\t';
    if (std::isfinite(value)) out += fmt::format("{:.6g}", value);
  }

  /// Visible also in a pipe, at whose end there often is a terminal.
  static void text(std::string_view bytes, std::string& out) {
    constexpr bool terminal = true;
    out += '\t';
    append_tsv_text(bytes, terminal, out);
  }

  ShowOptions options_;
};

}  // namespace

std::unique_ptr<View> make_summary_view(const ShowOptions& options) {
  return std::make_unique<SummaryView>(options);
}

}  // namespace logprobs::show

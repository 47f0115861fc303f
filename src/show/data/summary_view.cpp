// A line per choice, separated by tabs, to compare many answers.
#include <fmt/format.h>

#include <cmath>

#include "logprobs/text.hpp"
#include "show/words/heading.hpp"
#include "show/words/names.hpp"
#include "show/words/views.hpp"

namespace logprobs::show {
namespace {

/// Six digits are enough for a summary; the json view has all of them.
void write_number(double value, std::string& out) {
  out += '\t';
  if (std::isfinite(value)) out += fmt::format("{:.6g}", value);
}

/// Writes "batch.jsonl:3#1:refusal". Scripts get the name alone, a terminal gets it isolated.
void write_name(const Answer& answer, const Choice& choice, bool terminal, std::string& out) {
  out += source_name(answer, terminal ? isolated : as_it_is);
  if (answer.choices.size() < 2 && choice.index == 0) return;
  out += fmt::format("#{}", choice.index);
  if (choice.kind != Kind::content) out += fmt::format(":{}", kind_name(choice.kind));
}

class SummaryView : public View {
 public:
  explicit SummaryView(const ShowOptions& options)
      : header_(!options.quiet), terminal_(options.terminal) {}

  void begin(std::string& out) override {
    if (!header_) return;
    out += "source\ttokens\tperplexity\tmean_logprob\tmin_probability\tlow\tambiguous\tnot_top\n";
  }

  void done(const Answer& answer, const Report& report, std::string& out) override {
    for (std::size_t i = 0; i < answer.choices.size(); ++i) {
      const Choice& choice = answer.choices[i];
      const Summary& summary = report.choices[i].summary;
      write_name(answer, choice, terminal_, out);
      out += fmt::format("\t{}", choice.tokens.size());
      write_number(summary.perplexity, out);
      write_number(summary.mean_logprob, out);
      write_number(summary.min_probability, out);
      out += fmt::format("\t{}\t{}\t{}\n", summary.low, summary.ambiguous, summary.not_top);
    }
  }

 private:
  bool header_;
  bool terminal_;
};

}  // namespace

std::unique_ptr<View> make_summary_view(const ShowOptions& options) {
  return std::make_unique<SummaryView>(options);
}

}  // namespace logprobs::show

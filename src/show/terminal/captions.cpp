#include "show/terminal/captions.hpp"

#include <utility>

#include "logprobs/text.hpp"
#include "show/words/facts.hpp"
#include "show/words/heading.hpp"

namespace logprobs::show {

void Captions::above(const Answer& answer, const Choice& choice, std::string& out) {
  const bool first = std::exchange(first_, false);
  if (options_.quiet) return;
  if (!first) out += '\n';
  // In a stream another choice than the first may begin, and those that follow are not known yet.
  const bool out_of_order = choice.index != 0 && !options_.one_choice;
  const bool needed = !first || options_.several_sources || out_of_order;
  if (needed) write_line(heading(answer, choice, isolated), out);
}

void Captions::below(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                     Signs signs, std::string& out) {
  // Without tokens there are no colours to explain and no numbers to sum up.
  if (options_.quiet || choice.tokens.empty()) return;
  out += '\n';
  if (options_.legend) legend_.write(report.summary, signs, out);
  out += "  ";
  write_line(summary_line(answer, choice, report, options_.thresholds, isolated), out);
}

void Captions::write_line(const std::string& text, std::string& out) const {
  StyleWriter writer(options_.depth, options_.palette);
  writer.write(text, {.dim = true}, out);
  writer.newline(out);
}

}  // namespace logprobs::show

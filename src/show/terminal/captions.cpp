#include "show/terminal/captions.hpp"

#include <utility>

#include "logprobs/text.hpp"
#include "show/terminal/line_of_parts.hpp"
#include "show/words/facts.hpp"
#include "show/words/heading.hpp"

namespace logprobs::show {
namespace {

/// A question as far as it fits into a line.
std::string one_line(std::string_view question, int width) {
  constexpr int usual = 80;  // cells
  const int room = width > 0 ? width : usual;
  return with_spaces(visible_cell(question, room));
}

}  // namespace

void Captions::above(const Answer& answer, const Choice& choice, std::string& out) {
  const bool first = std::exchange(first_, false);
  const bool begins = std::exchange(begins_, false);
  if (options_.quiet) return;
  if (!first) out += '\n';
  // In a stream another choice than the first may begin, and those that follow are not known yet.
  const bool out_of_order = choice.index != 0 && !options_.one_choice;
  const bool needed = !first || options_.several_sources || out_of_order;
  if (!needed) return;
  write_line(heading(answer, choice, isolated), out);
  const bool one_of_several = options_.several_sources || any_ended_;
  if (answer.question.empty() || !begins || !one_of_several) return;
  write_line(isolated(one_line(answer.question, options_.width)), out);
}

void Captions::below(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                     Signs signs, std::string& out) {
  // Without tokens there are no colours to explain and no numbers to sum up.
  if (options_.quiet || choice.tokens.empty()) return;
  out += '\n';
  if (options_.legend) legend_.write(report.summary, signs, out);
  LineOfParts line(options_, out);
  constexpr Style quiet{.dim = true};
  for (const Fact& fact : summary_facts(answer, choice, report, options_.thresholds, isolated)) {
    line.add(" · ", quiet, fact.text, quiet);
  }
  line.end();
}

void Captions::remark(std::string_view line, std::string& out) const {
  if (options_.quiet || !options_.legend) return;
  out += "  ";
  write_line(std::string(line), out);
}

void Captions::write_line(const std::string& text, std::string& out) const {
  StyleWriter writer(colors_of(options_));
  writer.write(text, {.dim = true}, out);
  writer.newline(out);
}

}  // namespace logprobs::show

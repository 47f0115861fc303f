#include "show/terminal/captions.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "logprobs/text.hpp"
#include "show/terminal/line_of_parts.hpp"
#include "show/words/counted_answers.hpp"
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

/// The end of a long name tells more than its beginning.
std::string fitting_source(const Answer& answer, int limit) {
  const std::string name = source_name(answer, as_it_is);
  return limit > 0 && display_width(name) > limit ? isolated(visible_end(name, limit))
                                                  : source_name(answer, isolated);
}

}  // namespace

void Captions::above(const Answer& answer, const Choice& choice, std::string& out) {
  const bool first = std::exchange(first_, false);
  const bool begins = std::exchange(begins_, false);
  several_ = (several_ && !begins) || choice.index != 0;
  if (options_.quiet) return;
  if (!first) out += '\n';
  // In a stream another choice than the first may begin, and those that follow are not known yet.
  const bool out_of_order = choice.index != 0 && !options_.one_choice;
  const bool needed = !first || options_.several_sources || out_of_order;
  if (!needed) return;
  const bool one_of_several = begins && (options_.several_sources || any_ended_);
  write_heading(answer, choice, one_of_several, out);
  if (answer.question.empty() || !one_of_several) return;
  write_line(isolated(one_line(answer.question, options_.width)), out);
}

void Captions::write_heading(const Answer& answer, const Choice& choice, bool with_source,
                             std::string& out) const {
  LineOfParts line(options_, out, true);
  const auto add = [&](const std::string& part) { line.add(" · ", quiet, part, quiet); };
  if (with_source) add(fitting_source(answer, line_limit(options_)));
  if (with_source && !answer.custom_id.empty()) add(isolated(visible(answer.custom_id)));
  const std::string name = answer_name(answer, choice, several_);
  if (!with_source || name != "answer") add(name);
  line.end();
}

void Captions::below(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                     Signs signs, std::string& out) {
  // Without tokens there are no colours to explain and no numbers to sum up.
  if (options_.quiet || choice.tokens.empty()) return;
  out += '\n';
  if (options_.legend) legend_.write(report.summary, signs, out);
  LineOfParts line(options_, out);
  for (const Fact& fact : summary_facts(answer, choice, report, options_.thresholds, isolated)) {
    line.add(" · ", quiet, fact.text, quiet);
  }
  line.end();
}

void Captions::remark(std::string_view line, std::string& out) const {
  if (options_.quiet || !options_.legend) return;
  LineOfParts parts(options_, out);
  while (!line.empty()) {
    const std::size_t end = std::min(line.find(' '), line.size());
    parts.add(" ", quiet, line.substr(0, end), quiet);
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  parts.end();
}

void Captions::end_answer(const Answer& answer, std::string& out) {
  begins_ = any_ended_ = true;
  if (options_.quiet) return;
  const std::vector<std::string> parts = counted_answers(answer, isolated);
  if (parts.empty()) return;
  out += '\n';
  LineOfParts line(options_, out);
  for (const std::string& part : parts) line.add(", ", quiet, part, {});
  line.end();
}

void Captions::write_line(const std::string& text, std::string& out) const {
  StyleWriter writer(colors_of(options_));
  writer.write(text, {.dim = true}, out);
  writer.newline(out);
}

}  // namespace logprobs::show

#include "show/terminal/footer.hpp"

#include <utility>

#include "logprobs/text.hpp"
#include "show/words/facts.hpp"
#include "show/words/heading.hpp"

namespace logprobs::show {

void Headings::write(const Answer& answer, const Choice& choice, std::string& out) {
  const bool first = std::exchange(first_, false);
  if (options_.quiet) return;
  if (!first) out += '\n';
  if (first && !options_.several_sources) return;
  StyleWriter writer(options_.depth, options_.palette);
  writer.write(heading(answer, choice), {.dim = true}, out);
  writer.newline(out);
}

void write_message(std::string_view message, std::string& out) {
  out += visible_flow(message);
  if (!message.empty() && message.back() != '\n') out += '\n';
}

void write_footer(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                  const ShowOptions& options, Legend& legend, std::string& out, Signs signs) {
  // Without tokens there are no colours to explain and no numbers to sum up.
  if (options.quiet || choice.tokens.empty()) return;
  out += '\n';
  if (options.legend) legend.write(report.summary, signs, out);
  StyleWriter writer(options.depth, options.palette);
  out += "  ";
  writer.write(summary_line(answer, choice, report, options.thresholds), {.dim = true}, out);
  writer.newline(out);
}

}  // namespace logprobs::show

#include "show/terminal/findings.hpp"

namespace logprobs::show {

void write_findings(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                    const ShowOptions& options, std::string& out) {
  const Findings& findings = report.findings();
  if (!findings.fields.empty()) {
    // The call of a server that sends no logprobs for it may be all there is.
    if (!choice.tokens.empty() || !choice.message.empty()) out += '\n';
    write_fields(answer, choice, report, options, out);
  }
  if (findings.labels) {
    out += '\n';
    write_labels(*findings.labels, options, out);
  }
  if (findings.rating) {
    out += '\n';
    write_rating(*findings.rating, options, out);
  }
}

}  // namespace logprobs::show

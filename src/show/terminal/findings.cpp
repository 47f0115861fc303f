#include "show/terminal/findings.hpp"

#include "show/terminal/line_of_parts.hpp"
#include "show/words/label_rows.hpp"

namespace logprobs::show {

void write_findings(const Findings& findings, const ShowOptions& options, std::string& out) {
  if (findings.labels) {
    out += '\n';
    write_labels(*findings.labels, "label", options, out);
  }
  if (findings.rating) {
    out += '\n';
    LineOfParts line(options, out);
    for (const std::string& part : rating_parts(*findings.rating)) {
      line.add(" · ", {.dim = true}, part, {});
    }
    line.end();
    write_labels(findings.rating->block, "rating", options, out);
  }
}

}  // namespace logprobs::show

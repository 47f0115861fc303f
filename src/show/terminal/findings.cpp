#include "show/terminal/findings.hpp"

namespace logprobs::show {

void write_findings(const Findings& findings, const ShowOptions& options, std::string& out) {
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

#include "show/html/strip.hpp"

#include <cmath>
#include <optional>

#include "show/html/text.hpp"

namespace logprobs::show {
namespace {

constexpr int strip_height = 100;

int level(double probability) {
  return std::isnan(probability) ? 0 : static_cast<int>(std::lround(probability * strip_height));
}

/// An area below a line with a step per token; equal neighbours are merged into one step.
std::string steps(const ChoiceReport& report) {
  std::string path;
  append_markup(path, "M0 {}", strip_height);
  std::optional<int> last;
  std::size_t at = 0;
  for (const Verdict& verdict : report.verdicts) {
    const int next = level(verdict.probability);
    if (next != last) {
      if (last) append_markup(path, "H{}", at);
      append_markup(path, "V{}", strip_height - next);
      last = next;
    }
    ++at;
  }
  append_markup(path, "H{}V{}Z", at, strip_height);
  return path;
}

}  // namespace

void append_strip(const ChoiceReport& report, std::string& out) {
  append_markup(out,
                "<svg class=\"strip\" viewBox=\"0 0 {} {}\" preserveAspectRatio=\"none\" "
                "role=\"img\" aria-label=\"The probability of each token\">\n<path d=\"{}\"/>\n"
                "<path class=\"cursor\" d=\"\"/>\n</svg>\n",
                report.verdicts.size(), strip_height, steps(report));
}

}  // namespace logprobs::show

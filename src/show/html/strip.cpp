#include "show/html/strip.hpp"

#include <algorithm>
#include <cmath>

#include "logprobs/candidate.hpp"
#include "show/html/text.hpp"

namespace logprobs::show {
namespace {

constexpr int height = 100;

int level(double logprob) {
  const double p = probability(logprob);
  return std::isnan(p) ? 0 : static_cast<int>(std::lround(p * height));
}

/// An area below a line with a step per token; equal neighbours are merged into one step.
class Steps {
 public:
  explicit Steps(std::string_view look) {
    append_markup(path_, "<path class=\"{}\" d=\"M0 {}", look, height);
  }

  void add(int level) {
    if (level != level_) {
      end_step();
      append_markup(path_, "V{}", height - level);
      level_ = level;
    }
    ++at_;
  }

  void write(std::string& out) {
    end_step();
    out += path_;
    append_markup(out, "V{}Z\"/>\n", height);
  }

 private:
  void end_step() {
    if (at_ > 0) append_markup(path_, "H{}", at_);
  }

  std::string path_;
  std::size_t at_ = 0;
  int level_ = 0;
};

/// Steps are wide enough to point at; the strip is no wider than the page unless they need it.
std::size_t width(std::size_t tokens) {
  constexpr std::size_t column = 704;
  return std::max(std::min(tokens * 16, column), tokens * 3);
}

}  // namespace

void append_strip(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                  std::string& out) {
  const std::size_t tokens = choice.tokens.size();
  Steps best("best");
  Steps second("second");
  std::string chosen;
  for (std::size_t i = 0; i < tokens; ++i) {
    const Token& token = choice.tokens[i];
    const Verdict& verdict = report.verdicts[i];
    const bool listed = verdict.first != no_entry;
    best.add(level(listed ? candidate_at(answer, token, verdict.first).logprob : token.logprob));
    second.add(level(candidate_at(answer, token, verdict.second).logprob));
    if (!verdict.clues.not_top) continue;
    append_markup(chosen, "M{} {}h1", i, height - level(token.logprob));
  }
  append_markup(out,
                "<svg class=\"strip\" viewBox=\"0 0 {} {}\" width=\"{}\" height=\"56\" "
                "preserveAspectRatio=\"none\" role=\"img\" aria-label=\"The probability of each "
                "token: the best, and in front of it the second best\">\n",
                tokens, height, width(tokens));
  best.write(out);
  second.write(out);
  if (!chosen.empty()) {
    append_markup(out, "<path class=\"chosen\" d=\"{}\"/>\n", chosen);
  }
  append_markup(out, "<rect class=\"cursor\" x=\"-1\" width=\"1\" height=\"{}\"/>\n</svg>\n",
                height);
}

}  // namespace logprobs::show

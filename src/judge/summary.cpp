#include "judge/summary.hpp"

namespace logprobs::judge {
namespace {

/// Neumaier's variant of Kahan's summation: however many values, the error stays that of a single
/// rounding.
void add_exactly(double value, double& sum, double& compensation) {
  const double total = sum + value;
  const bool sum_is_larger = std::abs(sum) >= std::abs(value);
  compensation += sum_is_larger ? (sum - total) + value : (value - total) + sum;
  sum = total;
}

}  // namespace

void add(Summary& summary, std::size_t index, double logprob, const Clues& clues) {
  summary.low += clues.low ? 1 : 0;
  summary.ambiguous += clues.ambiguous ? 1 : 0;
  summary.not_top += clues.not_top ? 1 : 0;
  summary.unsure += clues.any() ? 1 : 0;
  if (!is_scored(logprob)) {
    ++summary.unscored;
  } else if (is_floor(logprob)) {
    ++summary.floors;
  } else {
    if (summary.scored == 0 || logprob < summary.min_logprob) {
      summary.min_logprob = logprob;
      summary.least_sure = index;
    }
    ++summary.scored;
    add_exactly(logprob, summary.running_sum, summary.compensation);
  }
}

void finish(Summary& summary) {
  if (summary.scored == 0) return;
  summary.sum_logprob = summary.running_sum + summary.compensation;
  summary.mean_logprob = summary.sum_logprob / static_cast<double>(summary.scored);
  summary.perplexity = std::exp(-summary.mean_logprob);
  summary.min_probability = probability(summary.min_logprob);
}

}  // namespace logprobs::judge

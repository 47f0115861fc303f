#include "read/logits/step.hpp"

#include <cmath>
#include <limits>
#include <numbers>
#include <utility>

namespace logprobs::read {
namespace {

template <typename Number>
void take(const Kernels& kernels, std::span<const Number> row, std::size_t count,
          std::optional<std::uint64_t> chosen, bool are_logprobs, Step& step) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const double logit = chosen ? static_cast<double>(row[*chosen]) : infinity;
  Largest found{.best = std::exchange(step.best, {})};
  kernels.find_largest(row, {count, logit}, found);
  step = {.usable = !found.unusable && !row.empty() && found.best.front().value > -infinity,
          .best = std::move(found.best)};
  if (!step.usable) return;
  const double max = step.best.front().value;
  const Sums sums = kernels.sum(row, max);
  // log p = y - log(sum), y = x - max, and so H = log(sum) - sum of p y.
  const double log_sum = std::log(sums.exp);
  const double shift = are_logprobs ? 0 : max;
  const double norm = are_logprobs ? 0 : log_sum;
  for (Scored& scored : step.best) scored.value = scored.value - shift - norm;
  step.entropy = std::max(0.0, (log_sum - sums.weighted / sums.exp) / std::numbers::ln2);
  step.possible = found.possible;
  if (!chosen) return;
  step.chosen = logit - shift - norm;
  step.rank = 1 + found.above;
}

}  // namespace

void take_step(const Kernels& kernels, std::span<const float> row, std::size_t count,
               std::optional<std::uint64_t> chosen, Step& step) {
  take(kernels, row, count, chosen, false, step);
}

void take_logprobs(const Kernels& kernels, std::span<const float> row, std::size_t count,
                   std::optional<std::uint64_t> chosen, Step& step) {
  take(kernels, row, count, chosen, true, step);
}

void take_step(const Kernels& kernels, std::span<const double> row, std::size_t count,
               std::optional<std::uint64_t> chosen, Step& step) {
  take(kernels, row, count, chosen, false, step);
}

}  // namespace logprobs::read

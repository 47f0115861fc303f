#include "read/logits/step.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <utility>

#include "read/logits/largest.hpp"

namespace logprobs::read {
namespace {

double bits(double nats) { return std::max(0.0, nats / std::numbers::ln2); }

/// -sum of p log p, p = exp(max) exp(y), and of the rest.
double entropy_of_logprobs(const Sums& sums, double max) {
  const double scale = std::exp(max);
  const double rest = 1 - scale * sums.exp;
  const double of_rest = rest > 0 ? -rest * std::log(rest) : 0;
  return bits(of_rest - scale * (sums.weighted + max * sums.exp));
}

template <typename Number>
void take(const Kernels& kernels, std::span<const Number> row, std::size_t count,
          std::optional<std::uint64_t> chosen, bool are_logprobs, Step& step) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const double number = chosen ? static_cast<double>(row[*chosen]) : infinity;
  Largest found{.best = std::exchange(step.best, {})};
  if (count < long_list) {
    kernels.find_largest(row, {count, number}, found);
  } else {
    sort_largest(row, {count, number}, found);
  }
  step = {.usable = !found.unusable && !row.empty() && found.best.front().value > -infinity,
          .best = std::move(found.best)};
  if (!step.usable) return;
  const double max = step.best.front().value;
  const Sums sums = kernels.sum(row, max);
  const double log_sum = std::log(sums.exp);
  if (are_logprobs) {
    step.entropy = entropy_of_logprobs(sums, max);
  } else {
    step.max = max;
    step.log_sum = log_sum;
    // log p = y - log(sum), y = x - max, and so H = log(sum) - sum of p y.
    // What cannot be drawn adds a very little, which shows where nothing else does.
    step.entropy = found.possible == 1 ? 0 : bits(log_sum - sums.weighted / sums.exp);
  }
  for (Scored& scored : step.best) scored.value = step.logprob(scored.value);
  step.possible = found.possible;
  if (!chosen) return;
  step.chosen = step.logprob(number);
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

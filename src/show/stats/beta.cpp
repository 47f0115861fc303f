#include "show/stats/beta.hpp"

#include <cmath>
#include <limits>

namespace logprobs::show {
namespace {

constexpr double outside = 0.05;  // the probability of what is not in the interval

/// The coefficient d of the continued fraction of I_x(a, b), NIST DLMF 8.17.23.
double coefficient(int index, double x, double a, double b) {
  const int pair = index / 2;
  const double m = pair;
  const double last = a + 2 * m;
  if (index % 2 == 0) return m * (b - m) * x / ((last - 1) * last);
  return -(a + m) * (a + b + m) * x / (last * (last + 1));
}

/// 1 / (1 + d1 / (1 + d2 / (1 + ...))), NIST DLMF 8.17.22, by the method of Lentz as changed by
/// Thompson and Barnett (J. Comput. Phys. 64, 1986). It converges in about sqrt(max(a, b)) steps.
double fraction(double x, double a, double b) {
  constexpr double epsilon = std::numeric_limits<double>::epsilon();
  constexpr double tiny = 1e-300;
  constexpr int most_steps = 10'000'000;
  const auto not_zero = [](double number) { return std::abs(number) < tiny ? tiny : number; };
  double value = 1, above = 1, below = 0;
  for (int i = 1; i < most_steps; ++i) {
    const double d = coefficient(i, x, a, b);
    below = 1 / not_zero(1 + d * below);
    above = not_zero(1 + d / above);
    value *= above * below;
    if (std::abs(above * below - 1) < epsilon) break;
  }
  return 1 / value;
}

/// Where a function that grows from 0 to 1 reaches `wanted`, to the last bit.
template <typename Function>
double inverse(const Function& function, double wanted) {
  double low = 0, high = 1;
  while (true) {
    const double middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) return high;
    (function(middle) < wanted ? low : high) = middle;
  }
}

}  // namespace

double incomplete_beta(double x, double a, double b) {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incomplete_beta(1 - x, b, a);
  const double log_beta = std::lgamma(a) + std::lgamma(b) - std::lgamma(a + b);
  return std::exp(a * std::log(x) + b * std::log1p(-x) - log_beta) / a * fraction(x, a, b);
}

Interval clopper_pearson(std::uint64_t successes, std::uint64_t trials) {
  const auto k = static_cast<double>(successes), n = static_cast<double>(trials);
  const auto beta = [](double a, double b) {
    return [=](double x) { return incomplete_beta(x, a, b); };
  };
  Interval interval;
  if (successes > 0) interval.low = inverse(beta(k, n - k + 1), outside / 2);
  if (successes < trials) interval.high = inverse(beta(k + 1, n - k), 1 - outside / 2);
  return interval;
}

}  // namespace logprobs::show

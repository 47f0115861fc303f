// How far the share of successes in a sample may be from the true one.
#pragma once

#include <cstdint>

namespace logprobs::show {

/// I_x(a, b), the regularized incomplete beta function, for x from 0 to 1 and a, b above 0: the
/// probability that a variable of the distribution Beta(a, b) is at most x. Off by at most 1e-13 of
/// its value where a + b is small, and by 1e-15 * (a + b) where it is large.
double incomplete_beta(double x, double a, double b);

/// What a probability lies between.
struct Interval {
  double low = 0, high = 1;  ///< 0 to 1
};

/// The interval of Clopper and Pearson (Biometrika 26, 1934) for the probability of a success, of
/// which there were `successes` in `trials`, at least one: wherever the true one is, at least 95%
/// of such intervals have it inside.
Interval clopper_pearson(std::uint64_t successes, std::uint64_t trials);

}  // namespace logprobs::show

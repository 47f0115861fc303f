#include "show/stats/fixed_sum.hpp"

#include <algorithm>
#include <cmath>

namespace logprobs::show {
namespace {

constexpr int binary_digits = 70;  // after the point
constexpr double largest = 1LL << 50;

}  // namespace

void FixedSum::add(double number) {
  const double units = std::ldexp(std::clamp(number, -largest, largest), binary_digits);
  units_ += static_cast<Int128>(std::nearbyint(units));
}

double FixedSum::value() const { return std::ldexp(static_cast<double>(units_), -binary_digits); }

}  // namespace logprobs::show

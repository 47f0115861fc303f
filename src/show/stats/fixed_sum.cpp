#include "show/stats/fixed_sum.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <stdexcept>

namespace logprobs::show {
namespace {

constexpr int binary_digits = 70;  // after the point
constexpr double largest = 1LL << 50;

}  // namespace

FixedSum::FixedSum(std::string_view text) {
  constexpr std::size_t most_digits = 38;  // all numbers of so many fit
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  if (text.empty() || text.size() > most_digits) throw std::invalid_argument("a sum's digits");
  for (const char c : text) {
    if (c < '0' || c > '9') throw std::invalid_argument("a sum's digits");
    units_ = units_ * 10 + (c - '0');
  }
  if (negative) units_ = -units_;
}

std::string FixedSum::text() const {
  std::string digits;
  for (Int128 rest = units_; rest != 0; rest /= 10) {
    const auto digit = static_cast<int>(rest % 10);  // of the sign of `rest`
    digits += static_cast<char>('0' + std::abs(digit));
  }
  if (units_ < 0) digits += '-';
  std::reverse(digits.begin(), digits.end());
  return digits.empty() ? "0" : digits;
}

void FixedSum::add(double number) {
  const double units = std::ldexp(std::clamp(number, -largest, largest), binary_digits);
  units_ += static_cast<Int128>(std::nearbyint(units));
}

double FixedSum::value() const { return std::ldexp(static_cast<double>(units_), -binary_digits); }

}  // namespace logprobs::show

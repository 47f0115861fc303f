// Sums that come out the same in any order.
#pragma once

#include <string>
#include <string_view>

namespace logprobs::show {

__extension__ using Int128 = __int128;

/// A sum of numbers of at most 2^50, as an integer of 2^-70ths. Each number is rounded once, so the
/// sum of n of them is off by at most n * 2^-71, and has the same bits in whatever order it is
/// made. Holds at least 2^56 in all.
class FixedSum {
 public:
  FixedSum() = default;
  /// What text() says. Throws std::invalid_argument for anything else.
  explicit FixedSum(std::string_view text);
  /// All of its bits, as a decimal integer.
  std::string text() const;
  /// Adds a finite number, cut to the range of -2^50 to 2^50.
  void add(double number);
  /// Adds all that another sum is made of.
  void add(const FixedSum& other) { units_ += other.units_; }
  /// The nearest double.
  double value() const;
  bool operator==(const FixedSum&) const = default;

 private:
  Int128 units_ = 0;
};

}  // namespace logprobs::show

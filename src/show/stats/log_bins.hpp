// Percentiles of numbers of which only their order of magnitude need be kept.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace logprobs::show {

/// Counts numbers from 0 up (nats) in bins of 1/128: of e to such a number, a bin is 0.8% wide, and
/// its middle within 0.4% of all that is in it. Larger numbers than 1000 are in the last bin. Takes
/// at most 1 MiB, and comes out the same in whatever order the numbers come.
class LogBins {
 public:
  /// Counts a number; below 0 it is 0.
  void add(double nats);
  /// Counts `count` numbers of a bin. Throws std::out_of_range if there is no such bin.
  void add(std::size_t bin, std::uint64_t count);
  /// Says that numbers of the bins were as small and as great as these.
  void widen(double least, double greatest);
  /// Counts all that another has counted.
  void merge(const LogBins& other);
  /// The least number for which a share (0 to 1) of all are no greater (nearest rank): the middle
  /// of its bin, but the least and the greatest are exact. NaN: there is none.
  double quantile(double share) const;
  /// How many are in each bin, up to the last that is not empty.
  std::span<const std::uint64_t> counts() const { return bins_; }
  /// The extremes, in nats; infinity and -infinity if nothing was counted.
  double least() const { return least_; }
  double greatest() const { return greatest_; }

 private:
  std::vector<std::uint64_t> bins_{};
  std::uint64_t count_ = 0;
  double least_ = std::numeric_limits<double>::infinity();
  double greatest_ = -std::numeric_limits<double>::infinity();
};

}  // namespace logprobs::show

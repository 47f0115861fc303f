#include "show/stats/log_bins.hpp"

#include <algorithm>
#include <cmath>

namespace logprobs::show {
namespace {

constexpr double bins_per_nat = 128;
constexpr double last_bin = 1000 * bins_per_nat;

}  // namespace

void LogBins::add(double nats) {
  const double number = std::max(0.0, nats);
  const auto bin = static_cast<std::size_t>(std::min(number * bins_per_nat, last_bin));
  if (bin >= bins_.size()) bins_.resize(bin + 1);
  ++bins_[bin];
  ++count_;
  least_ = std::min(least_, number);
  greatest_ = std::max(greatest_, number);
}

void LogBins::merge(const LogBins& other) {
  bins_.resize(std::max(bins_.size(), other.bins_.size()));
  for (std::size_t bin = 0; bin < other.bins_.size(); ++bin) bins_[bin] += other.bins_[bin];
  count_ += other.count_;
  least_ = std::min(least_, other.least_);
  greatest_ = std::max(greatest_, other.greatest_);
}

double LogBins::quantile(double share) const {
  if (count_ == 0) return std::numeric_limits<double>::quiet_NaN();
  const auto all = static_cast<double>(count_);
  const auto wanted = static_cast<std::uint64_t>(std::clamp(std::ceil(share * all), 1.0, all));
  if (wanted == 1) return least_;
  if (wanted == count_) return greatest_;
  std::size_t bin = 0;
  for (std::uint64_t seen = bins_[0]; seen < wanted; seen += bins_[bin]) ++bin;
  const double middle = (static_cast<double>(bin) + 0.5) / bins_per_nat;
  return std::clamp(middle, least_, greatest_);
}

}  // namespace logprobs::show

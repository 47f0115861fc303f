#include "show/stats/log_bins.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

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
  widen(number, number);
}

void LogBins::add(std::size_t bin, std::uint64_t count) {
  if (bin > static_cast<std::size_t>(last_bin)) throw std::out_of_range("a bin");
  bins_.resize(std::max(bins_.size(), bin + 1));
  bins_[bin] += count;
  count_ += count;
}

void LogBins::widen(double least, double greatest) {
  least_ = std::min(least_, least);
  greatest_ = std::max(greatest_, greatest);
}

void LogBins::merge(const LogBins& other) {
  bins_.resize(std::max(bins_.size(), other.bins_.size()));
  for (std::size_t bin = 0; bin < other.bins_.size(); ++bin) bins_[bin] += other.bins_[bin];
  count_ += other.count_;
  widen(other.least_, other.greatest_);
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

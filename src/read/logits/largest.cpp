#include "read/logits/largest.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

namespace logprobs::read {
namespace {

template <typename Number>
void sort(std::span<const Number> row, const Wanted& wanted, Largest& found) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  std::vector<Scored>& best = found.best;
  best.clear();
  for (std::size_t i = 0; i < row.size(); ++i) {
    const auto value = static_cast<double>(row[i]);
    if (std::isnan(value) || value == infinity) found.unusable = true;
    found.above += value > wanted.chosen ? 1 : 0;
    found.possible += value > -infinity ? 1 : 0;
    best.push_back({static_cast<std::uint32_t>(i), value});
  }
  if (found.unusable) return;  // NaN has no place in an order
  const auto better = [](const Scored& a, const Scored& b) {
    return a.value != b.value ? a.value > b.value : a.id < b.id;
  };
  if (wanted.count < best.size()) {
    const auto end = best.begin() + static_cast<std::ptrdiff_t>(wanted.count);
    std::nth_element(best.begin(), end, best.end(), better);
    best.erase(end, best.end());
  }
  std::sort(best.begin(), best.end(), better);
}

}  // namespace

void sort_largest(std::span<const float> row, const Wanted& wanted, Largest& found) {
  sort(row, wanted, found);
}

void sort_largest(std::span<const double> row, const Wanted& wanted, Largest& found) {
  sort(row, wanted, found);
}

}  // namespace logprobs::read

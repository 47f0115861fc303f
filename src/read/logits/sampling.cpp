#include "read/logits/sampling.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>

namespace logprobs::read {
namespace {

constexpr double removed = -std::numeric_limits<double>::infinity();

void remove_below(double least, std::vector<double>& row) {
  for (double& x : row) {
    if (x < least) x = removed;
  }
}

void keep_top_k(std::size_t count, std::vector<double>& row) {
  if (count == 0 || count >= row.size()) return;
  std::vector<double> sorted = row;
  const auto last = sorted.begin() + static_cast<std::ptrdiff_t>(count - 1);
  std::nth_element(sorted.begin(), last, sorted.end(), std::greater<>());
  remove_below(*last, row);
}

/// Sorts no more of the vocabulary than is kept, twice as many each time.
void keep_top_p(double share, double max, std::vector<double>& row) {
  double total = 0;
  std::vector<std::uint32_t> ids;
  for (std::size_t id = 0; id < row.size(); ++id) {
    if (row[id] == removed) continue;
    ids.push_back(static_cast<std::uint32_t>(id));
    total += std::exp(row[id] - max);
  }
  const auto better = [&](std::uint32_t a, std::uint32_t b) {
    return row[a] != row[b] ? row[a] > row[b] : a < b;
  };
  double before = 0;  // the probability of those that are better
  std::size_t sorted = 0;
  std::size_t kept = 0;
  for (; kept < ids.size() && (kept == 0 || before < share * total); ++kept) {
    if (kept == sorted) {
      constexpr std::size_t few = 64;
      sorted = std::min(ids.size(), std::max(few, 2 * sorted));
      const auto begin = ids.begin() + static_cast<std::ptrdiff_t>(kept);
      const auto end = ids.begin() + static_cast<std::ptrdiff_t>(sorted);
      std::partial_sort(begin, end, ids.end(), better);
    }
    before += std::exp(row[ids[kept]] - max);
  }
  for (; kept < ids.size(); ++kept) row[ids[kept]] = removed;
}

template <typename Number>
void apply_to(const Sampling& sampling, std::span<const Number> row, std::vector<double>& drawn) {
  drawn.assign(row.begin(), row.end());
  double max = *std::max_element(drawn.begin(), drawn.end());
  if (sampling.temperature) {
    // Softmax is the same with all numbers less by the largest, and no temperature makes infinities
    // of these.
    for (double& x : drawn) x = (x - max) / *sampling.temperature;
    max = 0;
  }
  if (sampling.top_k) keep_top_k(*sampling.top_k, drawn);
  // 1 keeps all, also what adds nothing to a sum.
  if (sampling.top_p && *sampling.top_p < 1) keep_top_p(*sampling.top_p, max, drawn);
  if (sampling.min_p) remove_below(max + std::log(*sampling.min_p), drawn);
}

}  // namespace

void apply(const Sampling& sampling, std::span<const float> row, std::vector<double>& drawn) {
  apply_to(sampling, row, drawn);
}

void apply(const Sampling& sampling, std::span<const double> row, std::vector<double>& drawn) {
  apply_to(sampling, row, drawn);
}

}  // namespace logprobs::read

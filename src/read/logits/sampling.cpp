#include "read/logits/sampling.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>
#include <numeric>

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

/// To sort a vocabulary takes long, so the tokens are put into buckets by how much less they are
/// than the best, and only the bucket in which the last one is kept is sorted.
void keep_top_p(double share, double max, std::vector<double>& row) {
  constexpr std::size_t buckets = 4096;
  const auto bucket_of = [&](double x) {
    constexpr double per_nat = 128;
    return static_cast<std::size_t>(std::min((max - x) * per_nat, buckets - 1.0));
  };
  std::vector<double> sums(buckets);
  for (const double x : row) sums[bucket_of(x)] += std::exp(x - max);
  const double wanted = share * std::accumulate(sums.begin(), sums.end(), 0.0);
  double before = 0;  // the probability of those that are better
  std::size_t last = 0;
  while (last + 1 < buckets && before + sums[last] < wanted) before += sums[last++];
  std::vector<std::uint32_t> ids;
  for (std::size_t id = 0; id < row.size(); ++id) {
    const std::size_t bucket = bucket_of(row[id]);
    if (bucket == last) ids.push_back(static_cast<std::uint32_t>(id));
    if (bucket > last) row[id] = removed;
  }
  std::stable_sort(ids.begin(), ids.end(), [&](auto a, auto b) { return row[a] > row[b]; });
  std::size_t kept = 0;
  while (kept < ids.size() && ((last == 0 && kept == 0) || before < wanted)) {
    before += std::exp(row[ids[kept++]] - max);
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

#include "read/logits/sampling.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>
#include <vector>

#include "catch.hpp"

namespace logprobs::read {
namespace {

constexpr double none = -std::numeric_limits<double>::infinity();

std::vector<double> drawn(const Sampling& sampling, const std::vector<double>& row) {
  std::vector<double> out;
  apply(sampling, std::span<const double>(row), out);
  return out;
}

/// Logits of these probabilities.
std::vector<double> logits(std::vector<double> probabilities) {
  for (double& p : probabilities) p = std::log(p);
  return probabilities;
}

/// The ids that can be drawn.
std::vector<std::size_t> possible(const Sampling& sampling, const std::vector<double>& row) {
  std::vector<std::size_t> ids;
  const std::vector<double> out = drawn(sampling, row);
  for (std::size_t id = 0; id < out.size(); ++id) {
    if (out[id] != none) ids.push_back(id);
  }
  return ids;
}

using Ids = std::vector<std::size_t>;

TEST_CASE("a temperature divides logits, the largest of which is 0 then") {
  CHECK(drawn({.temperature = 2}, {4, -2}) == std::vector<double>{0, -3});
  CHECK(drawn({.temperature = 1e-300}, {9e4, 8e4, none}) == std::vector<double>{0, -1e304, none});
  CHECK(drawn({.temperature = 1e-308}, {9e4, 0}) == std::vector<double>{0, none});
  CHECK(drawn({}, {4, -2}) == std::vector<double>{4, -2});
}

TEST_CASE("top-k keeps the best, and what equals the last of them") {
  const std::vector<double> row = {1, 4, 3, 3, 2};
  CHECK(possible({.top_k = 1}, row) == Ids{1});
  CHECK(possible({.top_k = 2}, row) == Ids{1, 2, 3});
  CHECK(possible({.top_k = 4}, row) == Ids{1, 2, 3, 4});
  CHECK(possible({.top_k = 9}, row).size() == 5);
}

TEST_CASE("top-p keeps the fewest that have so much probability") {
  const std::vector<double> row = logits({0.1, 0.4, 0.2, 0.3});
  CHECK(possible({.top_p = 0.39}, row) == Ids{1});
  CHECK(possible({.top_p = 0.41}, row) == Ids{1, 3});
  CHECK(possible({.top_p = 0.71}, row) == Ids{1, 2, 3});
  CHECK(possible({.top_p = 1.0}, row).size() == 4);
  CHECK(possible({.top_p = 1.0}, {0, -100}).size() == 2);
  CHECK(possible({.top_p = 0.0}, row) == Ids{1});
  CHECK(possible({.top_p = 0.3}, logits({0.25, 0.25, 0.25, 0.25})) == Ids{0, 1});
}

TEST_CASE("min-p keeps what has so much of the best one's probability") {
  const std::vector<double> row = logits({0.1, 0.4, 0.21, 0.29});
  CHECK(possible({.min_p = 0.5}, row) == Ids{1, 2, 3});
  CHECK(possible({.min_p = 0.6}, row) == Ids{1, 3});
  CHECK(possible({.min_p = 1.0}, row) == Ids{1});
}

TEST_CASE("each sees what those before it left") {
  const std::vector<double> row = logits({0.4, 0.3, 0.2, 0.1});
  // Of the two best, the first has four sevenths.
  CHECK(possible({.top_k = 2, .top_p = 0.55}, row) == Ids{0});
  CHECK(possible({.top_p = 0.55}, row) == Ids{0, 1});
  // A high temperature makes all alike.
  CHECK(possible({.temperature = 100, .min_p = 0.9}, row).size() == 4);
}

TEST_CASE("top-p of many tokens is what sorting all of them gives") {
  std::mt19937 random(3);
  std::normal_distribution<double> normal(0, 3);
  for (const double share : {0.01, 0.5, 0.9, 0.99, 0.9999}) {
    std::vector<double> row(3000);
    for (double& x : row) x = normal(random);
    std::vector<std::size_t> ids(row.size());
    std::iota(ids.begin(), ids.end(), 0);
    std::sort(ids.begin(), ids.end(), [&](auto a, auto b) { return row[a] > row[b]; });
    double total = 0;
    for (const double x : row) total += std::exp(x);
    Ids kept;
    for (double before = 0; kept.empty() || before < share * total;) {
      before += std::exp(row[ids[kept.size()]]);
      kept.push_back(ids[kept.size()]);
    }
    std::sort(kept.begin(), kept.end());
    CHECK(possible({.top_p = share}, row) == kept);
  }
}

}  // namespace
}  // namespace logprobs::read

#include "read/logits/step.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>
#include <string>
#include <vector>

#include "catch.hpp"

namespace logprobs::read {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// The same by the textbook, in long double and without a thought for speed.
template <typename Number>
Step expected(const std::vector<Number>& row, std::size_t count, std::uint64_t chosen) {
  const long double max = *std::max_element(row.begin(), row.end());
  long double total = 0;
  for (const Number x : row) total += std::exp(static_cast<long double>(x) - max);
  const auto logprob = [&](std::size_t id) {
    return static_cast<double>(static_cast<long double>(row[id]) - max - std::log(total));
  };
  std::vector<std::uint32_t> ids(row.size());
  std::iota(ids.begin(), ids.end(), 0);
  std::stable_sort(ids.begin(), ids.end(), [&](auto a, auto b) { return row[a] > row[b]; });
  Step step{.usable = true, .chosen = logprob(chosen), .rank = 1};
  for (std::size_t i = 0; i < std::min(count, ids.size()); ++i) {
    step.best.push_back({ids[i], logprob(ids[i])});
  }
  long double entropy = 0;
  for (std::size_t id = 0; id < row.size(); ++id) {
    step.rank += row[id] > row[chosen] ? 1 : 0;
    const long double p = std::exp(static_cast<long double>(row[id]) - max) / total;
    if (p > 0) entropy -= p * std::log2(p);
  }
  step.entropy = static_cast<double>(entropy);
  return step;
}

bool close(double a, double b) {
  if (a == b) return true;
  const double error = std::abs(std::exp(a) - std::exp(b));
  return error <= 1e-12 && std::abs(a - b) <= 1e-12 * std::max(1.0, std::abs(b));
}

template <typename Number>
void check(const Kernels& kernels, const std::vector<Number>& row, std::uint64_t chosen) {
  for (const std::size_t count : {1, 5, 20, 300}) {
    Step step;
    take_step(kernels, std::span<const Number>(row), count, chosen, step);
    const Step right = expected(row, count, chosen);
    REQUIRE(step.usable);
    CHECK(step.rank == right.rank);
    CHECK(close(step.chosen, right.chosen));
    CHECK(std::abs(step.entropy - right.entropy) < 1e-10);
    REQUIRE(step.best.size() == right.best.size());
    for (std::size_t i = 0; i < step.best.size(); ++i) {
      CHECK(step.best[i].id == right.best[i].id);
      CHECK(close(step.best[i].value, right.best[i].value));
    }
  }
}

/// Calls `test` with the loops of each kind of processor that this one is.
template <typename Test>
void on_each_target(Test test) {
  for (const Kernels* kernels : usable_kernels()) {
    INFO(kernels->name);
    test(*kernels);
  }
}

TEST_CASE("a step is what softmax in long double makes of its row, on each kind of processor") {
  on_each_target([](const Kernels& kernels) {
    std::mt19937 random(1);
    for (const std::size_t size : {1, 2, 3, 7, 31, 64, 257, 5003}) {
      for (const double spread : {0.0, 1e-3, 3.0, 50.0, 1e4}) {
        std::normal_distribution<double> normal(0, spread);
        std::vector<float> row(size);
        for (float& x : row) x = static_cast<float>(normal(random));
        check(kernels, row, random() % size);
        check(kernels, std::vector<double>(row.begin(), row.end()), random() % size);
      }
    }
  });
}

TEST_CASE("sums of exp are as exact as the numbers in double are") {
  on_each_target([](const Kernels& kernels) {
    double worst = 0;
    for (double y = 0; y > -690; y -= 0.0173) {
      const Sums sums = kernels.sum(std::span<const double>(std::vector<double>(64, y + 3)), 3);
      worst = std::max(worst, std::abs(sums.exp / 64 / std::exp((y + 3) - 3) - 1) / (10 - y));
    }
    CHECK(worst < 3e-16);
  });
}

TEST_CASE("of equal numbers the one with the lower id comes first") {
  on_each_target([](const Kernels& kernels) {
    std::mt19937 random(2);
    std::vector<float> row(999);
    for (float& x : row) x = static_cast<float>(random() % 7);
    check(kernels, row, 500);
  });
}

TEST_CASE("what cannot be sampled has a probability of 0") {
  on_each_target([](const Kernels& kernels) {
    std::vector<float> row(100, -std::numeric_limits<float>::infinity());
    row[70] = 2;
    check(kernels, row, 70);
    row[3] = 1;
    check(kernels, row, 70);
    Step step;
    take_step(kernels, std::span<const float>(row), 5, 4, step);
    CHECK((step.chosen == -infinity && step.rank == 3));
    CHECK(step.best[2].value == -infinity);
  });
}

TEST_CASE("a row that is no distribution is not usable") {
  on_each_target([](const Kernels& kernels) {
    for (const float wrong : {std::nanf(""), std::numeric_limits<float>::infinity()}) {
      for (const std::size_t place : {0, 5, 63, 500, 998}) {
        std::vector<float> row(999, 1);
        row[place] = wrong;
        Step step;
        take_step(kernels, std::span<const float>(row), 5, 0, step);
        CHECK_FALSE(step.usable);
        CHECK(std::isnan(step.chosen));
      }
    }
    Step step;
    const std::vector<float> none(50, -std::numeric_limits<float>::infinity());
    take_step(kernels, std::span<const float>(none), 5, 0, step);
    CHECK_FALSE(step.usable);
  });
}

TEST_CASE("each of the 65536 halves is what its bits mean") {
  std::vector<std::uint16_t> bits(65536);
  std::iota(bits.begin(), bits.end(), std::uint16_t{0});
  on_each_target([&](const Kernels& kernels) {
    std::vector<float> halves(bits.size());
    std::vector<float> brain(bits.size());
    kernels.from_f16(bits, halves);
    kernels.from_bf16(bits, brain);
    std::size_t wrong = 0;
    for (const std::uint16_t each : bits) {
      const double sign = (each & 0x8000) != 0 ? -1 : 1;
      const int exponent = each >> 10 & 0x1F;
      const int fraction = each & 0x3FF;
      const double value = exponent == 0    ? std::ldexp(fraction, -24)
                           : exponent != 31 ? std::ldexp(1024 + fraction, exponent - 25)
                           : fraction == 0  ? infinity
                                            : std::nan("");
      const bool same = std::isnan(value) ? std::isnan(halves[each]) : halves[each] == sign * value;
      wrong += same ? 0 : 1;
      const float brain_value = std::bit_cast<float>(std::uint32_t{each} << 16);
      const bool same_brain =
          std::isnan(brain_value) ? std::isnan(brain[each]) : brain[each] == brain_value;
      wrong += same_brain ? 0 : 1;
    }
    CHECK(wrong == 0);
  });
}

}  // namespace
}  // namespace logprobs::read

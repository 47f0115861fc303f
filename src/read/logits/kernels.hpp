// The loops over whole vocabularies, compiled for each kind of processor and chosen when the
// program runs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace logprobs::read {

/// A token of the vocabulary and its number, a logit or a logprob.
struct Scored {
  std::uint32_t id = 0;
  double value = 0;
};

/// The largest numbers of a row, in descending order; of equal ones the lower id comes first.
struct Largest {
  std::vector<Scored> best;
  bool unusable = false;  ///< the row has NaN or +infinity
};

/// Finds the `count` largest, all if there are fewer.
void find_largest(std::span<const float> row, std::size_t count, Largest& found);
void find_largest(std::span<const double> row, std::size_t count, Largest& found);

/// Sums over a row, with y = x - shift. -infinity adds nothing to them.
struct Sums {
  double exp = 0;         ///< of exp(y)
  double weighted = 0;    ///< of y exp(y)
  std::size_t above = 0;  ///< numbers greater than `chosen`
};
Sums sum(std::span<const float> row, double shift, double chosen);
Sums sum(std::span<const double> row, double shift, double chosen);

/// Converts halves: IEEE's binary16 and bfloat16. `out` is as long as `in`.
void from_f16(std::span<const std::uint16_t> in, std::span<float> out);
void from_bf16(std::span<const std::uint16_t> in, std::span<float> out);

/// The kinds of processor that the loops are compiled for and that this one is, for tests.
std::vector<std::int64_t> kernel_targets();

}  // namespace logprobs::read

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

/// What is looked for in a row.
struct Wanted {
  std::size_t count = 1;  ///< of the largest, at least 1
  double chosen = 0;      ///< one of the row's numbers, or infinity
};

/// What was found in a row that is no distribution is meaningless but for `unusable`.
struct Largest {
  std::vector<Scored> best{};  ///< descending; of equal ones the lower id comes first
  bool unusable = false;       ///< the row has NaN or +infinity
  std::size_t above = 0;       ///< numbers greater than `chosen`
  std::size_t possible = 0;    ///< numbers greater than -infinity
};

/// Sums over a row, with y = x - shift and a shift that no x is above. -infinity adds nothing.
struct Sums {
  double exp = 0;       ///< of exp(y)
  double weighted = 0;  ///< of y exp(y)
};

/// The loops for one kind of processor.
struct Kernels {
  const char* name;  ///< of that kind: "AVX2"
  void (*find_largest_f32)(std::span<const float> row, const Wanted& wanted, Largest& found);
  void (*find_largest_f64)(std::span<const double> row, const Wanted& wanted, Largest& found);
  Sums (*sum_f32)(std::span<const float> row, double shift);
  Sums (*sum_f64)(std::span<const double> row, double shift);
  /// Convert halves: IEEE's binary16 and bfloat16. `out` is as long as `in`.
  void (*from_f16)(std::span<const std::uint16_t> in, std::span<float> out);
  void (*from_bf16)(std::span<const std::uint16_t> in, std::span<float> out);

  /// `found` is new, except that its `best` may already own memory.
  void find_largest(std::span<const float> row, const Wanted& wanted, Largest& found) const {
    find_largest_f32(row, wanted, found);
  }
  void find_largest(std::span<const double> row, const Wanted& wanted, Largest& found) const {
    find_largest_f64(row, wanted, found);
  }
  Sums sum(std::span<const float> row, double shift) const { return sum_f32(row, shift); }
  Sums sum(std::span<const double> row, double shift) const { return sum_f64(row, shift); }
};

/// The kernels that this processor can run, the fastest first; at least one.
std::vector<const Kernels*> usable_kernels();

}  // namespace logprobs::read

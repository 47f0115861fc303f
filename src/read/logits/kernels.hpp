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

/// Sums over a row, with y = x - shift. -infinity adds nothing to them.
struct Sums {
  double exp = 0;            ///< of exp(y)
  double weighted = 0;       ///< of y exp(y)
  std::size_t above = 0;     ///< numbers greater than `chosen`
  std::size_t possible = 0;  ///< numbers greater than -infinity
};

/// The loops for one kind of processor.
struct Kernels {
  const char* name;  ///< of that kind: "AVX2"
  void (*find_largest_f32)(std::span<const float> row, std::size_t count, Largest& found);
  void (*find_largest_f64)(std::span<const double> row, std::size_t count, Largest& found);
  Sums (*sum_f32)(std::span<const float> row, double shift, double chosen);
  Sums (*sum_f64)(std::span<const double> row, double shift, double chosen);
  /// Convert halves: IEEE's binary16 and bfloat16. `out` is as long as `in`.
  void (*from_f16)(std::span<const std::uint16_t> in, std::span<float> out);
  void (*from_bf16)(std::span<const std::uint16_t> in, std::span<float> out);

  /// Finds the `count` largest, at least 1; all if there are fewer.
  void find_largest(std::span<const float> row, std::size_t count, Largest& found) const {
    find_largest_f32(row, count, found);
  }
  void find_largest(std::span<const double> row, std::size_t count, Largest& found) const {
    find_largest_f64(row, count, found);
  }
  Sums sum(std::span<const float> row, double shift, double chosen) const {
    return sum_f32(row, shift, chosen);
  }
  Sums sum(std::span<const double> row, double shift, double chosen) const {
    return sum_f64(row, shift, chosen);
  }
};

/// The kernels that this processor can run, the fastest first; at least one.
std::vector<const Kernels*> usable_kernels();

}  // namespace logprobs::read

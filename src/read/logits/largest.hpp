// Long lists of a row's largest numbers.
#pragma once

#include <span>

#include "read/logits/kernels.hpp"

namespace logprobs::read {

/// Lists from this length on are better sorted: Kernels::find_largest() moves half a list for each
/// number that it puts in.
inline constexpr std::size_t long_list = 256;

/// What Kernels::find_largest() finds, by sorting.
void sort_largest(std::span<const float> row, const Wanted& wanted, Largest& found);
void sort_largest(std::span<const double> row, const Wanted& wanted, Largest& found);

}  // namespace logprobs::read

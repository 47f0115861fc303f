// How much one name is like another.
#pragma once

#include <cstddef>
#include <string_view>

namespace logprobs::text {

/// How many bytes to insert, delete, replace or swap with the next one turn `a` into `b`.
std::size_t edit_distance(std::string_view a, std::string_view b);

}  // namespace logprobs::text

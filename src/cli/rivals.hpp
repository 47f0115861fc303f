// Options of which one is enough.
#pragma once

#include <string_view>

namespace logprobs::cli {

/// True for two options that contradict each other, whatever their values are.
bool are_rivals(std::string_view one, std::string_view other);

}  // namespace logprobs::cli

// Standard error, unbuffered.
#pragma once

#include <string_view>

namespace logprobs::system {

/// Writes `text` to standard error as it is. If that fails, there is nowhere to report it.
void print_text(std::string_view text);

}  // namespace logprobs::system

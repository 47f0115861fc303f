// The list of all keys, on a screen of its own.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "logprobs/show_options.hpp"

namespace logprobs::explore {

/// The rows of a screen of this size: keys with what they do, where that has `words`.
std::vector<std::string> help_rows(const ShowOptions& options, std::string_view words, int columns,
                                   int rows);

}  // namespace logprobs::explore

// The list of all keys, on a screen of its own.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "logprobs/show_options.hpp"

namespace logprobs::explore {

/// The rows of a screen of this size: keys with what they do, where that has `words`. The first
/// `top` of them are scrolled away, or as many as leave no empty row.
std::vector<std::string> help_rows(const ShowOptions& options, std::string_view words,
                                   std::size_t& top, int columns, int rows);

}  // namespace logprobs::explore

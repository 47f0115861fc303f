// Properties of a terminal.
#pragma once

#include <optional>

#include "system/environment.hpp"

namespace logprobs::system {

/// True if `descriptor` is open on a terminal.
bool is_terminal(int descriptor);

/// The columns that COLUMNS names, if it is a number above 0.
std::optional<int> named_width(const Environment& environment);

/// The terminal's width in columns: COLUMNS if that is a number above 0, else what the terminal
/// reports, else 80.
int terminal_width(int descriptor, const Environment& environment);

}  // namespace logprobs::system

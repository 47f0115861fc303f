// Bars of block characters.
#pragma once

#include <string>

namespace logprobs::show {

/// A bar of `fraction` (0 to 1) times `cells`, to an eighth of a cell; what is more than 0 shows.
std::string bar(double fraction, int cells);

/// The cells that bar() takes.
int bar_width(double fraction, int cells);

}  // namespace logprobs::show

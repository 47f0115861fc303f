// Bars of block characters.
#pragma once

#include <string>

namespace logprobs::show {

/// A bar of `fraction` (0 to 1) times `cells`, to an eighth of a cell. At least an eighth shows for
/// every fraction above 0.
std::string bar(double fraction, int cells);

/// The number of cells that bar() fills, wholly or partly.
int bar_width(double fraction, int cells);

}  // namespace logprobs::show

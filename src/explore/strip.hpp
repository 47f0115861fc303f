// An answer as a strip of bars, a cell or more for each token.
#pragma once

#include "explore/row.hpp"
#include "explore/walk.hpp"

namespace logprobs::explore {

/// Appends a bar for each token, as high as it was probable, in its band's colour; of several in a
/// cell, the lowest. The cell of the cursor is reversed. Takes `cells` at most.
void put_strip(const Walk& walk, int cells, Row& row);

}  // namespace logprobs::explore

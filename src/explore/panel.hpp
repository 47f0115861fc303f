// The token at the cursor: its clues, its candidates as bars, its numbers.
#pragma once

#include <string>
#include <vector>

#include "explore/walk.hpp"

namespace logprobs::explore {

/// Rows of at most `width` cells, as many as there is to say. `temperature`: of the list; 1: as the
/// answer has it.
std::vector<std::string> panel_rows(const Walk& walk, double temperature, int width);

/// The same in one row, for a terminal with few rows.
std::string panel_line(const Walk& walk, double temperature, int width);

}  // namespace logprobs::explore

// The painted answer, with a cursor.
#pragma once

#include <cstddef>

#include "explore/row.hpp"
#include "explore/walk.hpp"

namespace logprobs::explore {

/// What the colours of the text say.
enum class ColourBy { probability, margin, entropy, nothing };

/// Appends one line of the answer.
void put_text_line(const Walk& walk, std::size_t line, ColourBy by, Row& row);

}  // namespace logprobs::explore

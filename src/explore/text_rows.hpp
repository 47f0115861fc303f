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

/// Appends the beginning of the answer up to its first line end, coloured by probability, without a
/// cursor; “…” stands for what does not fit.
void put_text_beginning(const Walk& walk, Row& row);

}  // namespace logprobs::explore

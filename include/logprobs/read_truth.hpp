// Reads which answers are correct.
#pragma once

#include <string_view>

#include "logprobs/truth.hpp"

namespace logprobs {

/// Reads JSON Lines, if `text` begins with a brace, or else CSV (RFC 4180) with a line of names. A
/// row must have `custom_id`, and `correct`: true, false, 1 or 0. What else it has is ignored, and
/// so is a row that says the same as one before it. Throws Error{usage} with a sentence that names
/// `name` and the line for any other row.
Truth read_truth(std::string_view text, std::string_view name);

}  // namespace logprobs

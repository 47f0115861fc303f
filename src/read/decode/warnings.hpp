// What a reader noticed, in sentences.
#pragma once

#include "read/json/context.hpp"

namespace logprobs::read {

/// Adds a warning to the answer for each of the notes that people should know of.
void add_warnings(const Context& context);

}  // namespace logprobs::read

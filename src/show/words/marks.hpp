// The marks of the clues.
#pragma once

#include <string>

#include "logprobs/show.hpp"

namespace logprobs::show {

/// What stands behind a token with these clues: 🔀 ambiguous, 🎯 not top, or what `--marks` has for
/// them. The clue `low` shows in the colour.
std::string marks_of(const Clues& clues, Marks marks);

}  // namespace logprobs::show

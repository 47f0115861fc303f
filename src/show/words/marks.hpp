// The marks of clues.
#pragma once

#include <string>

#include "logprobs/show.hpp"

namespace logprobs::show {

/// The marks that follow a token with these clues: 🔀 ambiguous, 🎯 not top, or what `--marks` asks
/// for; emoji where it asks for lines. The clue `low` has no mark: an underline shows it.
std::string marks_of(const Clues& clues, Marks marks);

}  // namespace logprobs::show

// The tokens with clues as a list, which a page has for readers without a script and for paper.
#pragma once

#include <string>

#include "logprobs/show.hpp"

namespace logprobs::show {

/// Appends what else the model could have said at each token with a clue; nothing without one.
void append_clues(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                  const ShowOptions& options, std::string& out);

}  // namespace logprobs::show

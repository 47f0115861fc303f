// What was looked for in a choice, as tables of a page.
#pragma once

#include <string>

#include "logprobs/show.hpp"

namespace logprobs::show {

/// Appends a table of the class `found` for each thing that was found, fields first. A table of
/// labels or ratings, or the row of a field, has the places of its first token (`data-first`) and
/// of its last (`data-last`), if its tokens are in the answer.
void append_findings(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                     const ShowOptions& options, std::string& out);

}  // namespace logprobs::show

// What was looked for in a choice, as tables of a page.
#pragma once

#include <string>

#include "logprobs/show.hpp"

namespace logprobs::show {

/// Appends a table of the class `found` for each thing that was found, fields first. The row
/// of a field, or the body of another table, has the place of the token that it is about, if that
/// is in the answer, as `data-token`: the least sure one of a field, else the first.
void append_findings(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                     const ShowOptions& options, std::string& out);

}  // namespace logprobs::show

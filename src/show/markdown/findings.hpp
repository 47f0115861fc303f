// What was looked for in a choice, as tables of Markdown.
#pragma once

#include <string>

#include "logprobs/show.hpp"

namespace logprobs::show {

/// Appends a table for each thing that was found, and a blank line.
void write_finding_tables(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                          const ShowOptions& options, std::string& out);

}  // namespace logprobs::show

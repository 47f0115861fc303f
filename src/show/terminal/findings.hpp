// What was looked for in a choice, below it on a terminal.
#pragma once

#include <string>

#include "logprobs/show.hpp"

namespace logprobs::show {

/// Appends a blank line and a block for each thing that was found; nothing if there is none.
void write_findings(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                    const ShowOptions& options, std::string& out);

/// Appends a row a field, and what all tokens add up to.
void write_fields(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                  const ShowOptions& options, std::string& out);

/// Appends a row a label, with a bar where there is room.
void write_labels(const LabelBlock& block, const ShowOptions& options, std::string& out);

/// Appends a line about a rating, and a row for each that it could have been.
void write_rating(const Rating& rating, const ShowOptions& options, std::string& out);

}  // namespace logprobs::show

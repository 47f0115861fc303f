// What was looked for in a choice, as JSON.
#pragma once

#include <string>

#include "logprobs/model.hpp"
#include "logprobs/report.hpp"

namespace logprobs::show {

/// Writes a field for each thing that is sought, null where it was not found.
void write_findings(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                    const Sought& sought, std::string& out);

/// Writes the values of JSON, how far it goes, and what all tokens add up to.
void write_fields(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                  std::string& out);

/// Writes the fields of a block of labels, without the braces around them.
void write_block(const Answer& answer, const Choice& choice, const LabelBlock& block,
                 std::string& out);

}  // namespace logprobs::show

// What was looked for in a choice, below it on a terminal.
#pragma once

#include <string>
#include <string_view>

#include "logprobs/show.hpp"

namespace logprobs::show {

/// Appends a blank line and a block for each thing that was found; nothing if there is none.
void write_findings(const Findings& findings, const ShowOptions& options, std::string& out);

/// Appends a row a label, with a bar where there is room; `name` is what a label is called.
void write_labels(const LabelBlock& block, std::string_view name, const ShowOptions& options,
                  std::string& out);

}  // namespace logprobs::show

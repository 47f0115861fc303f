// Letters that are wider than a cell where they are not shown on a terminal.
#pragma once

#include <string_view>

namespace logprobs::text {

/// How many letters of visible text may be wider than a cell: those that take one and are of the
/// scripts from Devanagari to Myanmar, or of Khmer, whose fonts are not monospaced.
int broad_letters(std::string_view visible_text);

}  // namespace logprobs::text

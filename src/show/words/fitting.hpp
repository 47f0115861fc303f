// Visible text that fits into so many cells.
#pragma once

#include <string>
#include <string_view>

namespace logprobs::show {

/// The beginning of visible text, at most `cells` wide, with “…” after it if it is longer.
std::string beginning_of(std::string_view visible_text, int cells);

/// The end of visible text, with “…” before it if it is longer: of a path, the file's name.
std::string end_of(std::string_view visible_text, int cells);

}  // namespace logprobs::show

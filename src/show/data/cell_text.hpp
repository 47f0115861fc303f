// Text in the cells of csv and tsv.
#pragma once

#include <string>
#include <string_view>

#include "logprobs/report.hpp"

namespace logprobs::show {

/// Appends a cell of csv, with an apostrophe before a formula, so that it is none. It is quoted if
/// RFC 4180 asks for it, or if it has another character that may separate cells. On a terminal it
/// is visible text.
void append_csv_text(std::string_view bytes, bool terminal, std::string& out);

/// The same for tsv: tabs, line breaks and backslashes are escaped.
void append_tsv_text(std::string_view bytes, bool terminal, std::string& out);

/// Appends the names of clues, with spaces between them.
void append_clue_names(const Clues& clues, std::string& out);

}  // namespace logprobs::show

// The text of an answer in a page.
#pragma once

#include <string>

#include "logprobs/show.hpp"

namespace logprobs::show {

/// Appends the text of a choice: a <div> per line, and in it an element per token or per group of
/// tokens that share a character. Each element has
/// - `data-t`, its first token, and `data-n`, the number of its tokens if more than one,
/// - its band and clues as classes, and `data-marks`, its marks,
/// - `data-white`, its spelling, if it is white space alone.
/// If line breaks split a token into several elements, all but one have `data-more` in place of
/// marks and spelling.
void append_painted(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                    Marks marks, std::string& out);

}  // namespace logprobs::show

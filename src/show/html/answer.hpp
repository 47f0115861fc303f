// The text of an answer in a page.
#pragma once

#include <string>

#include "logprobs/show.hpp"

namespace logprobs::show {

/// Appends the text of a choice: a <div> per line, and in it an element per token or per group of
/// tokens that share a character; lines of code, between ``` and ```, have the class `code`. Each
/// element has
/// - `data-t`, the place of its first token, and `data-n`, how many tokens it has if several,
/// - its band and clues as classes,
/// - `data-white`, its text with ␣ and ↵, if it is white space alone.
/// If line breaks split a token into several elements, all but one have `data-more`, and none of
/// these has `data-white`.
void append_painted(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                    std::string& out);

/// Appends a choice's text as an element of its own: painted, or else its message.
void append_text(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                 std::string& out);

}  // namespace logprobs::show

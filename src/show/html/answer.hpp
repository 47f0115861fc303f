// An answer as a page paints it.
#pragma once

#include <string>

#include "logprobs/show.hpp"

namespace logprobs::show {

/// Appends the text of a choice, a <div> a line, with an element for each token, or for those that
/// share a character: `data-t` is the first of them, `data-n` how many they are where that is more
/// than one, the class their band and clues, `data-marks` their marks. What is white space alone
/// has it spelled out in `data-white`; where a token has several elements, all but one have
/// `data-more` and neither.
void append_painted(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                    Marks marks, std::string& out);

}  // namespace logprobs::show

// The values of an answer that is JSON, and how sure each is.
#pragma once

#include "judge/choice_text.hpp"
#include "logprobs/report.hpp"

namespace logprobs::judge {

/// Finds the JSON of a choice, its leaves, and what they and the rest of its tokens add up to.
void find_fields(const Answer& answer, const Choice& choice, const ChoiceText& text,
                 const Sought& sought, ChoiceReport& report);

}  // namespace logprobs::judge

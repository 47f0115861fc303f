// Joins the parts of a response.
#pragma once

#include <string>

#include "logprobs/model.hpp"
#include "read/json/context.hpp"

namespace logprobs::read {

/// Appends a part of the same response to `answer`: its tokens, its messages, and what `answer`
/// does not know yet.
void append(Answer& answer, const Answer& part);

/// Adds a warning, unless the answer has it.
void add_warning(Answer& answer, const std::string& warning);

/// Removes from a part what `answer` already has: tokens of the prompt, and others if the part
/// repeats what came before.
void drop_repeated(const Answer& answer, Repeats repeats, Answer& part);

/// Keeps of each index the kinds that have tokens; if none has, content and refusal with a message;
/// if there is none of these either, one choice.
void drop_empty_kinds(Answer& answer);

}  // namespace logprobs::read

// How the readers of formats fill an answer.
#pragma once

#include "logprobs/model.hpp"
#include "read/json/context.hpp"

namespace logprobs::read {

/// Makes the answer as new, but keeps its source and its memory.
void clear(Answer& answer);

/// The choice with this index and kind; made if there is none, which invalidates references to
/// other choices.
Choice& choice_of(Answer& answer, int index, Kind kind);

/// Gives the choices with index `from` the index `to`, for readers that learn the index last.
/// Choices of the same kind become one.
void renumber(Answer& answer, int from, int to);

/// Marks all kinds of a choice as ended, and gives the reason, empty if none was sent, to all but
/// the prompt.
void end_choice(Answer& answer, int index, std::string_view reason);

}  // namespace logprobs::read

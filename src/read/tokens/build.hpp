// How the readers of formats fill an answer.
#pragma once

#include "logprobs/model.hpp"
#include "read/json/context.hpp"

namespace logprobs::read {

/// Forgets the response; keeps the source and the memory.
void clear(Answer& answer);

/// The choice with this index and kind; made if there is none. Other references become invalid
/// then.
Choice& choice_of(Answer& answer, int index, Kind kind);

/// Gives the choices with index `from` the index `to`, for readers that learn the index last.
void renumber(Answer& answer, int from, int to);

/// Notes a choice's end sign for all its kinds. The reason, empty if none was sent, is not given to
/// the prompt.
void end_choice(Answer& answer, int index, std::string_view reason);

}  // namespace logprobs::read

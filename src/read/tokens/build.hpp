// How the readers of formats fill an answer.
#pragma once

#include "logprobs/model.hpp"
#include "read/json/context.hpp"

namespace logprobs::read {

/// Makes the answer as new, but keeps its source and its memory.
void clear(Answer& answer);

/// The choice with this index and kind; made if there is none, which invalidates references to
/// other choices. One that belongs far from the end is put into Answer::late: to move many choices
/// for each that comes would take quadratic time.
Choice& choice_of(Answer& answer, int index, Kind kind);
/// The same choice; null if there is none.
const Choice* known_choice(const Answer& answer, int index, Kind kind);

/// Sorts the choices of Answer::late in. To be called before all choices are gone through.
void sort_choices(Answer& answer);

/// Gives the choices with index `from` the index `to`, for readers that learn the index last.
/// Choices of the same kind become one.
void renumber(Answer& answer, int from, int to);

/// Marks all kinds of a choice as ended, and gives the reason, empty if none was sent, to all but
/// the prompt.
void end_choice(Answer& answer, int index, std::string_view reason);

}  // namespace logprobs::read

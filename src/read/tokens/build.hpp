// What readers do to an answer.
#pragma once

#include "logprobs/model.hpp"
#include "read/json/context.hpp"

namespace logprobs::read {

/// Forgets the response, keeps the memory.
void clear(Answer& answer);

/// The choice with this index and kind, made in its place where there is none.
Choice& choice_of(Answer& answer, int index, Kind kind);

/// Gives the choices with index `from` the index `to`: a reader learns the index last where the
/// wire says it last.
void renumber(Answer& answer, int from, int to);

/// Notes a choice's end sign, for all its kinds; the reason, empty where none was sent, is not the
/// prompt's.
void end_choice(Answer& answer, int index, std::string_view reason);

/// Appends a part of the same response: tokens, messages, and what only the part knew.
void append(Answer& answer, const Answer& part);

/// Adds a warning that was not said yet.
void add_warning(Answer& answer, const std::string& warning);

/// Takes out of a part what `answer` has of it: where the part repeats those before it and, of the
/// prompt, always.
void drop_repeated(const Answer& answer, Repeats repeats, Answer& part);

/// Leaves out the kinds of a choice that came to nothing beside one that has tokens, or a message.
void drop_empty_kinds(Answer& answer);

}  // namespace logprobs::read

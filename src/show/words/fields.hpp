// What is around a response that somebody wants to see.
#pragma once

#include <cstddef>
#include <string>

#include "logprobs/show.hpp"

namespace logprobs::show {

/// An answer's field, of the key with this number; the key `question` stands for Answer::question
/// where there is no such field.
Field field_of(const Answer& answer, const ShowOptions& options, std::size_t number);

/// The keys of all fields, and their values, as visible text: "trace_id · /meta/user", "7f · –".
std::string field_keys(const ShowOptions& options);
std::string field_values(const Answer& answer, const ShowOptions& options);

/// All fields that are known, in one line of visible text: "trace_id: 7f · /meta/user: ada".
std::string fields_line(const Answer& answer, const ShowOptions& options);

}  // namespace logprobs::show

// What proves that a value inside foreign JSON is a response, and what to say of one without any.
#pragma once

#include <string>
#include <string_view>

#include "read/json/json.hpp"

namespace logprobs::read {

/// True for a key whose value is a list in every response that has it. Other JSON often has objects
/// under these names.
bool is_list(std::string_view key);

/// Whether an answer says enough to be one, wherever it was found: other JSON may have the keys of
/// a response.
bool proves_response(const Answer& answer);

/// Whether an answer, in a document that should be a response, may be a text that is kept beside
/// the response itself. Choices are never that.
bool may_be_a_wrapper(const Answer& answer);

/// Whether the object has an error as APIs write it: {"error": {"message": ..., "type": ...}}.
/// Goes back to its first field.
bool has_error_object(Object& object, Context& context);

/// The keys of an object that was not read yet, for a sentence: " (its keys: a, b)".
std::string top_keys(Object& object, Context& context);

}  // namespace logprobs::read

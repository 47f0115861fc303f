// How servers report an error.
#pragma once

#include "read/json/json.hpp"

namespace logprobs::read {

/// Reads the value of an `error` key: an object with a message, a string, or null for no error,
/// which leaves `failure` unchanged. False if the JSON is broken.
bool read_failure(Value& value, std::optional<Failure>& failure, Context& context);

/// Reads a document that is only an error: {"error": ...}, or {"object": "error", "message": ...}
/// from an older vLLM. `not_mine` for anything else.
Outcome read_error_body(Object& object, Context& context);

}  // namespace logprobs::read

// What servers say when they refuse.
#pragma once

#include "read/json/json.hpp"

namespace logprobs::read {

/// Reads the value of an `error` key: an object with a message, a bare string, or null for none.
bool read_failure(Value& value, std::optional<Failure>& failure, Context& context);

/// Reads a document that is an error and nothing else: {"error": ...}, or vLLM's older
/// {"object": "error", "message": ...}.
Outcome read_error_body(Object& object, Context& context);

}  // namespace logprobs::read

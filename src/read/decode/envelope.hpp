// What people and services put around a response when they keep it: an OpenAI Batch line, or
// another pair of a request and its response.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "logprobs/model.hpp"
#include "logprobs/read.hpp"

namespace logprobs::read {

/// What such a document says apart from the response in it.
struct Envelope {
  /// It has the response of a request, which may have failed: null, or with a status or a body.
  bool has_response = false;
  bool in_doubt = false;    ///< it has a key of some format, so it may be a response itself
  std::string custom_id{};  ///< as in Answer; empty if it has none
  Asked asked{};            ///< what the request asks
  std::optional<std::int64_t> status{};  ///< the HTTP status of the response
  std::optional<Failure> error{};        ///< why there is no usable response

  /// True if it says that the request failed.
  bool refused() const { return has_response && (error || status.value_or(0) >= 400); }
};

/// Puts what the envelope says into the answer that its response is: custom id, question, error and
/// status.
void put_into(const Envelope& envelope, Answer& answer);

}  // namespace logprobs::read

// What people and services put around a response when they keep it: an OpenAI Batch line, a pair of
// request and response, a message of LangChain.
#pragma once

#include <functional>
#include <string>

#include "read/json/json.hpp"

namespace logprobs::read {

/// What an envelope says apart from the response in it.
struct Envelope {
  bool has_response = false;         ///< it has the key `response`; the value may be null
  Outcome body = Outcome::not_mine;  ///< what the response in it, its body, turned out to be
  bool has_body = false;             ///< it has a body
  bool in_doubt = false;    ///< it has a key of some format, so it may be a response itself
  std::string where{};      ///< the path of the body: "response.body"
  std::string text{};       ///< the body, if that is a string
  std::string custom_id{};  ///< as in Answer; empty if it has none
  std::optional<std::int64_t> status{};  ///< the HTTP status of the response
  std::optional<Failure> error{};        ///< why there is no usable body
};

/// How the response in an envelope, its body, is read.
struct BodyReaders {
  std::function<Outcome(Object&, Context&)> read_response;  ///< or an error
  std::function<Outcome(Array&, Context&)> read_array;      ///< of responses, or of tokens
};

/// Reads an envelope: an object, or one in another, around a response or around a string that holds
/// one. `not_mine`: there is no response in it.
Outcome read_envelope(Object& object, const BodyReaders& readers, Envelope& envelope,
                      Context& context);

/// True for a key under which a response may be kept.
bool is_wrapper(Key key);

/// True for a string that may hold a response: JSON, or a stream of events.
bool may_hold_response(std::string_view text);

/// Puts what the envelope says into the answer that its body is: custom id, error and status.
void put_into(const Envelope& envelope, Answer& answer);

}  // namespace logprobs::read

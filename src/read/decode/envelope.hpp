// What people and services put around a response when they keep it: an OpenAI Batch line, a pair of
// request and response, a message of LangChain.
#pragma once

#include <string>

#include "read/json/json.hpp"

namespace logprobs::read {

/// What an envelope says beside the response in it.
struct Envelope {
  bool has_response = false;         ///< `response` is there, or null
  Outcome body = Outcome::not_mine;  ///< what reading what is in it came to
  bool has_body = false;
  bool in_doubt = false;  ///< it has a key of a format's own, and is a response if one fits
  std::string where{};    ///< "response.body"
  std::string text{};     ///< the response, where it is a string
  std::string custom_id{};
  std::optional<std::int64_t> status{};
  std::optional<Failure> error{};
};

/// True for a key under which a response may be kept.
bool is_wrapper(Key key);

/// True for a string that may hold a response: JSON, or a stream of events.
bool may_hold_response(std::string_view text);

/// Puts what the envelope says into the answer that was in it.
void put_into(const Envelope& envelope, Answer& answer);

}  // namespace logprobs::read

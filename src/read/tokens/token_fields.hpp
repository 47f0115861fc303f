// The names that servers and clients have for the fields of a token.
#pragma once

#include <cstdint>

#include "read/json/json.hpp"

namespace logprobs::read {

/// What a field of a token or an alternative says.
enum class TokenField : std::uint8_t {
  none,          ///< nothing that is read
  text,          ///< its string
  logprob,       ///< in nats
  probability,   ///< 0 to 1
  bytes,         ///< those of its text
  id,            ///< its number in the vocabulary
  rank,          ///< 1 + the tokens that are more probable
  alternatives,  ///< what the model might have chosen
};

/// What the field called `key` says. Also knows the names that .NET writes with a capital.
TokenField token_field(Key key);

/// True for a field that only an entry of a list of tokens has.
bool marks_token(Key key, Value& value);

}  // namespace logprobs::read

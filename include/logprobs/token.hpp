// A token that a model chose, and those that it might have chosen. Data only.
#pragma once

#include <cstdint>
#include <optional>

#include "logprobs/logprob.hpp"

namespace logprobs {

/// A piece of Answer::bytes or, in Token::alternatives, of Answer::alternatives.
struct Span {
  std::uint32_t begin = 0;  ///< the place of its first byte or entry
  std::uint32_t size = 0;   ///< how many bytes or entries
};

/// A token that the model might have chosen: one entry of a token's top_logprobs.
struct Alternative {
  Span text;   ///< its bytes: the wire's `bytes`, else its token string
  Span name;   ///< its token string as sent; the same span where equal
  Span shown;  ///< what people read: `text`, or what the message shows it to be
  double logprob = unknown_logprob;  ///< nats, as sent
  std::optional<std::int64_t> id;    ///< its number in the vocabulary, where sent
};

/// One token that the model chose.
struct Token {
  Span text;   ///< its bytes; may be half a character
  Span name;   ///< its token string as sent; the same span where equal
  Span shown;  ///< what people read: `text`, or what the message shows it to be
  double logprob = unknown_logprob;   ///< nats, as sent
  std::optional<std::int64_t> id;     ///< its number in the vocabulary, where sent
  Span alternatives;                  ///< of Answer::alternatives, most probable first
  std::optional<std::uint32_t> rank;  ///< 1 + the tokens more probable than it, where sent
};

}  // namespace logprobs

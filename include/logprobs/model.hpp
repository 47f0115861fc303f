// What a response said: tokens, their alternatives, and where they came from. Data only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "logprobs/logprob.hpp"

namespace logprobs {

/// A piece of Answer::bytes.
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t size = 0;
};

/// One entry of a token's top_logprobs.
struct Alternative {
  Span text;                         ///< its bytes: the wire's `bytes`, else its token string
  Span name;                         ///< its token string as sent; the same span where equal
  Span shown;                        ///< what people read: `text`, or what the message proves it is
  double logprob = unknown_logprob;  ///< nats, as sent
  std::optional<std::int64_t> id;    ///< the token's number in the vocabulary, where sent
};

/// One token that the model chose.
struct Token {
  Span text;                         ///< its bytes; may be half a character
  Span name;                         ///< its token string as sent; the same span where equal
  Span shown;                        ///< what people read: `text`, or what the message proves it is
  double logprob = unknown_logprob;  ///< nats, as sent
  std::optional<std::int64_t> id;    ///< the token's number in the vocabulary, where sent
  Span alternatives;                 ///< a range of Answer::alternatives, most probable first
};

/// What a choice's tokens are; shown in this order.
enum class Kind { prompt, reasoning, content, refusal };

/// The tokens of one kind in one entry of the wire's `choices`.
struct Choice {
  int index = 0;  ///< its index on the wire
  Kind kind = Kind::content;
  std::string finish_reason;  ///< as sent; empty while unknown
  bool ended = false;         ///< its format's end sign came, with a reason or without one
  std::string message;        ///< the message's own text, which needs no tokens
  std::vector<Token> tokens;
};

/// How far a response came. `refused`: the server said no. `unusable`: not as its format has it.
/// `no_choice`: it is fine, but has no choice with the index that was asked for.
enum class State { open, complete, cut, refused, unusable, no_choice, no_logprobs };

/// Why a response cannot be used (exit 4 or 6); absent parts are empty.
struct Failure {
  std::string message;
  std::string code;
  std::optional<int> status;  ///< HTTP status, where a file kept it
};

/// Where a response stood in its source.
struct Place {
  std::optional<std::uint64_t> line;    ///< counts from 1
  std::optional<std::uint64_t> offset;  ///< bytes before that line
};

/// One response. Everything that its spans point into is its own.
struct Answer {
  State state = State::open;
  std::string source;  ///< the file's name as given, `-`, or the URL asked
  Place place;
  std::string_view format;  ///< the wire format's name; empty while unknown
  std::string id;
  std::string model;
  std::string custom_id;          ///< of an OpenAI Batch line
  std::optional<double> created;  ///< seconds since 1970, as sent
  std::optional<Failure> failure;
  std::vector<std::string> warnings;
  std::vector<Choice> choices;  ///< by index, then by kind
  std::vector<Choice> spare;    ///< emptied choices, kept for their memory
  std::vector<Alternative> alternatives;
  std::string bytes;  ///< at most 4 GiB: spans have 32 bits

  std::string_view view(Span span) const {
    return std::string_view(bytes).substr(span.begin, span.size);
  }
  const Alternative* begin(const Token& token) const {
    return alternatives.data() + token.alternatives.begin;
  }
  const Alternative* end(const Token& token) const {
    return begin(token) + token.alternatives.size;
  }
};

/// Whether two entries are one that was sent twice: of the same token, with the same logprob.
/// Tokens are told apart by their ids where there are any, else by their bytes.
inline bool same_entry(const Answer& answer, const Alternative& a, const Alternative& b) {
  if (a.logprob != b.logprob) return false;
  if (a.id || b.id) return a.id == b.id;
  return answer.view(a.text) == answer.view(b.text);
}

}  // namespace logprobs

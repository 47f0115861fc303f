// What a response said: tokens, their alternatives, and their source. Data only.
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
  Span text;   ///< its bytes: the wire's `bytes`, else its token string
  Span name;   ///< its token string as sent; the same span where equal
  Span shown;  ///< what people read: `text`, or what the message shows it to be
  double logprob = unknown_logprob;  ///< nats, as sent
  std::optional<std::int64_t> id;    ///< the token's number in the vocabulary, where sent
};

/// One token that the model chose.
struct Token {
  Span text;   ///< its bytes; may be half a character
  Span name;   ///< its token string as sent; the same span where equal
  Span shown;  ///< what people read: `text`, or what the message shows it to be
  double logprob = unknown_logprob;  ///< nats, as sent
  std::optional<std::int64_t> id;    ///< the token's number in the vocabulary, where sent
  Span alternatives;                 ///< a range of Answer::alternatives, most probable first
};

/// What the tokens of a choice are; shown in this order.
enum class Kind { prompt, reasoning, content, refusal };

/// The tokens of one kind in one entry of the wire's `choices`.
struct Choice {
  int index = 0;  ///< its index on the wire
  Kind kind = Kind::content;
  std::string finish_reason;  ///< as sent; empty while unknown
  bool ended = false;         ///< the end sign of its format came, with or without a reason
  std::string message;        ///< the message's own text; it may come without tokens
  std::vector<Token> tokens;
};

/// How a response ended. `refused`: the server said no. `unusable`: not as its format requires.
/// `no_choice`: it has no choice with the index that was asked for.
enum class State { open, complete, cut, refused, unusable, no_choice, no_logprobs };

/// Why a response cannot be used (exit 4 or 6); absent parts are empty.
struct Failure {
  std::string message;
  std::string code;
  std::optional<int> status;  ///< HTTP status, if known
};

/// Where in its source a response begins.
struct Place {
  std::optional<std::uint64_t> line;    ///< counts from 1
  std::optional<std::uint64_t> offset;  ///< bytes before that line
};

/// One response. It owns everything that its spans and views refer to.
struct Answer {
  State state = State::open;
  std::string source;  ///< the file's name as given, `-`, or the URL asked
  Place place;
  std::string_view format;  ///< the wire format's name, a constant; empty while unknown
  std::string id;
  std::string model;
  std::string custom_id;          ///< of a line of an OpenAI Batch file
  std::optional<double> created;  ///< seconds since 1970, as sent
  std::optional<Failure> failure;
  std::vector<std::string> warnings;
  std::vector<Choice> choices;  ///< by index, then by kind
  std::vector<Choice> spare;    ///< empty choices, kept for their memory
  std::vector<Alternative> alternatives;
  std::string bytes;  ///< at most 4 GiB: spans have 32 bits

  /// The text of a span.
  std::string_view view(Span span) const {
    return std::string_view(bytes).substr(span.begin, span.size);
  }
  /// The alternatives of a token.
  const Alternative* begin(const Token& token) const {
    return alternatives.data() + token.alternatives.begin;
  }
  const Alternative* end(const Token& token) const {
    return begin(token) + token.alternatives.size;
  }
};

/// True if two entries are one that was sent twice: of the same token, with the same logprob.
/// Tokens differ by their ids or, without ids, by their bytes.
inline bool same_entry(const Answer& answer, const Alternative& a, const Alternative& b) {
  if (a.logprob != b.logprob) return false;
  if (a.id || b.id) return a.id == b.id;
  return answer.view(a.text) == answer.view(b.text);
}

}  // namespace logprobs

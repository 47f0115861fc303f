// What a model answered: tokens, their alternatives, and where they came from. Data only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "logprobs/call.hpp"
#include "logprobs/distribution.hpp"
#include "logprobs/token.hpp"

namespace logprobs {

/// What the tokens of a choice are; shown in this order.
enum class Kind { prompt, reasoning, content, refusal };

/// The tokens of one kind in one entry of the wire's `choices`.
struct Choice {
  int index = 0;              ///< its index on the wire
  Kind kind = Kind::content;  ///< what its tokens are
  std::string finish_reason;  ///< as sent; empty while unknown
  bool ended = false;         ///< the end sign of its format came, with or without a reason
  std::string message;        ///< its text as the message has it; may come without tokens
  std::vector<Token> tokens;  ///< in the order in which they were generated
  std::vector<Whole> whole;   ///< of raw logits: one for each token; else empty
};

/// How an answer ended. If not as `complete`, Answer::failure says why.
enum class State {
  open,         ///< it may still grow
  complete,     ///< all of it came
  cut,          ///< its response ends too early
  refused,      ///< the server sent an error in its place, or in the middle
  unusable,     ///< part of its response is broken, too large, or not as its format requires
  no_choice,    ///< it has no choice with the index that was asked for
  no_logprobs,  ///< it came without any
};

/// Why an answer cannot be used.
struct Failure {
  std::string message;        ///< a sentence, or the server's own words
  std::string code;           ///< the server's, or `cut_off`, `no_logprobs` ...; empty if unknown
  std::optional<int> status;  ///< HTTP status, if known
  bool explained = false;     ///< of `no_logprobs`: the message says why there are none
};

/// Where in its source a response, or something broken, begins.
struct Place {
  std::optional<std::uint64_t> line;    ///< counts from 1; none if the line is not its own
  std::optional<std::uint64_t> offset;  ///< bytes of the source before it, or its line
  /// A JSON Pointer (RFC 6901) to it in its value, also into strings of JSON; empty: all of it.
  std::string path{};
  bool several = false;  ///< that value holds other responses too, so the path is part of a name
  std::uint64_t first_line = 0;  ///< counts from 1: where it begins, its own or not; 0: no text
};

/// A value of ReadOptions::fields: of a key in the objects around the response, the nearest first,
/// or of a JSON Pointer (RFC 6901), which begins with a slash, in its item; both through strings of
/// JSON. Else the response's own; of events, the first that has it.
struct Field {
  bool found = false;    ///< null is as good as none
  bool is_text = false;  ///< it is a string, and `value` its text
  std::string value{};   ///< else JSON as sent, without white space between its values
};

/// What a model said to one request. Owns what its spans refer to. Texts not sent are empty.
struct Answer {
  State state = State::open;
  std::string source;                 ///< the file's name as given, `-`, or the URL asked
  Place place;                        ///< where its response begins in the source
  std::string_view format;            ///< the wire format's name, a constant; empty while unknown
  std::string id;                     ///< the response's, as the server gives it
  std::string model;                  ///< the model's name, as the server gives it
  std::string custom_id;              ///< of a line of an OpenAI Batch file
  std::string question;               ///< what was asked, if the request is known; else empty
  int choices_asked = 0;              ///< how many choices were asked for; 0: not known
  std::optional<double> created;      ///< seconds since 1970, as sent
  std::optional<Failure> failure;     ///< why it cannot be used
  std::vector<Field> fields;          ///< one for each of ReadOptions::fields; empty: none is found
  std::vector<std::string> warnings;  ///< what the reader noticed, a sentence each
  std::vector<Call> calls;            ///< of functions, those of a choice in their order
  std::vector<Choice> choices;        ///< sorted by index, then by kind
  /// While it is read: choices that are to be sorted into `choices`.
  std::map<std::pair<int, Kind>, Choice> late;
  std::vector<Choice> spare;              ///< empty choices, kept for their memory
  std::optional<RawLogits> logits;        ///< of raw logits: what they are
  std::vector<Alternative> alternatives;  ///< those of all tokens
  /// Of raw logits at another temperature or so: those of `alternatives`, in nats, in the model's
  /// own distribution; else empty.
  std::vector<double> model_logprobs;
  std::string bytes;  ///< all texts; at most 4 GiB: spans have 32 bits

  /// Whether its logprobs are not the model's own, but what sampling makes of raw logits.
  bool is_sampled() const { return logits && logits->at.any(); }
  /// The text of a span.
  std::string_view view(Span span) const {
    return std::string_view(bytes).substr(span.begin, span.size);
  }
  /// The alternatives of a token are those from begin() up to end(), which is not one of them.
  const Alternative* begin(const Token& token) const {
    return alternatives.data() + token.alternatives.begin;
  }
  const Alternative* end(const Token& token) const {
    return begin(token) + token.alternatives.size;
  }
};

/// True if both are one token with one logprob. Tokens are compared by id, or else by their bytes.
inline bool same_entry(const Answer& answer, const Alternative& a, const Alternative& b) {
  if (a.logprob != b.logprob) return false;
  if (a.id || b.id) return a.id == b.id;
  return answer.view(a.text) == answer.view(b.text);
}

}  // namespace logprobs

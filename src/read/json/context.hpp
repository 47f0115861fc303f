// What a reader of a wire format works with: the answer it fills, and what it says when it cannot.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "logprobs/model.hpp"

namespace logprobs::read {

/// What a document turned out to be.
enum class Outcome {
  not_mine,  ///< of another format
  part,      ///< belongs to a response that other documents go on with
  last,      ///< ends the response that is open; where none is, it is one by itself
  piece,     ///< a response by itself, unless a line that follows goes on with it
  whole,     ///< a response by itself
  several,   ///< an array of responses
  text,      ///< holds a response as a string, with JSON or a stream in it
  unusable,  ///< of this format, but not as the format has it: Context::trouble says why
  broken,    ///< not JSON
};

/// What was wrong with a document, and where in it.
struct Trouble {
  std::string path;  ///< "choices[0].logprobs"; empty for a syntax error
  std::string what;  ///< "is a string, not a number"
};

/// Whether a part of a stream says again what the parts before it said. `perhaps`: if it does.
enum class Repeats { no, perhaps, yes };

/// What a reader noticed on the way.
struct Notes {
  bool lone_surrogate = false;        ///< a string held half of a UTF-16 pair
  bool named_by_id = false;           ///< a token had neither text nor bytes
  bool chosen_unmarked = false;       ///< a list did not say which of its tokens was chosen
  bool unequal_arrays = false;        ///< arrays that run side by side had different lengths
  bool shared_text = false;           ///< several tokens had one text together
  bool prompt_left_out = false;       ///< there are tokens of the prompt, which nobody asked to see
  bool reasoning_left_out = false;    ///< likewise of the reasoning
  Repeats repeats = Repeats::no;      ///< whether a part says again what those before it said
  bool event_without_tokens = false;  ///< it names its type, as an event does that says no token
  std::string why_none{};  ///< why the response has no logprobs, where it says more than that
};

/// What is to be read beside the answer.
struct ReadScope {
  bool prompt = false;
  bool reasoning = false;
};

/// A reader's surroundings: what it fills and what it says when it cannot.
struct Context {
  Answer& answer;
  bool event;             ///< the document came from an SSE stream
  std::string_view text;  ///< the document's
  ReadScope scope = {};
  Trouble trouble = {};
  Notes notes = {};

  /// Notes that a value is not what it should be ("a number"); returns false.
  bool mismatch(std::string_view raw, std::string_view expected);
  /// Notes that the JSON itself is broken; returns false.
  bool syntax();
  /// Puts a step of the path before those noted; returns false.
  bool in(std::string_view name);
  bool in(std::size_t index);
};

/// What a reader's walk over a document came to: `whole` for the reader to say more, when the
/// document is `mine`, JSON, and as the format has it.
inline Outcome outcome_of(bool good, bool mine, const Context& context) {
  if (!good && context.trouble.what.empty()) return Outcome::broken;
  if (!mine) return Outcome::not_mine;
  return good ? Outcome::whole : Outcome::unusable;
}

}  // namespace logprobs::read

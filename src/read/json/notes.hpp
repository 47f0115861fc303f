// What the readers of wire formats notice on the way.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "logprobs/call.hpp"

namespace logprobs::read {

/// Whether a part of a stream repeats the tokens of the parts before it. `perhaps`: compare them to
/// find out; `tokens`: the same, but its text is new.
enum class Repeats { no, perhaps, yes, tokens };

/// A piece of a call of a function.
struct CallPiece {
  static constexpr int no_choice = -1;  ///< the index of its choice is not known yet

  Call call{.choice = no_choice, .name = {}, .arguments = {}};  ///< what it has of the call
  std::int64_t index = 0;  ///< the call's among those of its choice
  bool old = false;        ///< of `function_call`, which some servers send as well as `tool_calls`
  bool whole = false;      ///< the arguments are JSON in the response, and not text in pieces
};

/// What a reader noticed on the way. Most of it becomes a warning.
struct Notes {
  bool lone_surrogate = false;          ///< a string held half of a UTF-16 pair
  bool named_by_id = false;             ///< a token had neither text nor bytes
  bool named_by_place = false;          ///< tokens had neither text, bytes nor id, just a logprob
  bool chosen_unmarked = false;         ///< a list did not say which of its tokens was chosen
  bool unequal_arrays = false;          ///< parallel arrays had different lengths
  bool shared_text = false;             ///< several tokens had a single text between them
  bool prompt_left_out = false;         ///< the prompt has tokens, but they were not asked for
  bool reasoning_left_out = false;      ///< the reasoning has tokens, but they were not asked for
  Repeats repeats = Repeats::no;        ///< whether this part repeats those before it
  bool may_be_last = false;             ///< a part in whose format nothing says which is the last
  bool empty_delta = false;             ///< a chunk's delta has no text: its tokens wait for it
  bool event_without_tokens = false;    ///< an event without tokens, such as a ping
  std::optional<std::int64_t> place{};  ///< of the part's token among the response's, if it says so
  std::size_t lists = 0;                ///< how many of Context::early were taken
  bool role = false;                    ///< a chunk names the role of who speaks
  bool session = false;  ///< an event of a session: its id is that of one of several open items
  std::vector<std::string> other_numbers{};  ///< fields of tokens without a logprob, with numbers
  std::string why_none{};                    ///< why the response has no logprobs, if it says so
  std::vector<CallPiece> calls{};            ///< pieces of calls of functions
};

}  // namespace logprobs::read

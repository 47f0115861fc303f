// The text of a message, in the shapes that servers give it.
#pragma once

#include <string>

#include "read/json/json.hpp"

namespace logprobs::read {

/// Appends the text of `value`: a string, {"text": "..."}, or an array of these. Skips a part that
/// is marked as a thought, and values of any other type. Notes the calls among the parts.
bool append_text(Value& value, std::string& text, Context& context);

/// Appends the text of `value` to the message of a choice, which is made if need be, but not for
/// null or "".
bool append_message(Value& value, int index, Kind kind, Context& context);

/// Whether a key is that of calls of functions.
inline bool is_calls(Key key) { return is(key, "tool_calls") || is(key, "function_call"); }

/// Notes the functions that the answer calls: {"function": {"name": ..., "arguments": ...}} or
/// {"name": ..., "args": ...}, or an array of these. Ignores values of any other type. `old`: it is
/// a `function_call`.
bool note_calls(Value& value, Context& context, bool old = false);

/// Gives the calls that were noted since it was last called the index of their choice.
void number_calls(int choice, Context& context);

/// Notes if the delta that was read says nothing: neither a text of any kind nor a call.
void note_empty_delta(Context& context);

}  // namespace logprobs::read

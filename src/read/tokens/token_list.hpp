// The list of {token, logprob, bytes, top_logprobs} that most wire formats share, under all the
// names that they have for these keys.
#pragma once

#include "read/tokens/token_text.hpp"

namespace logprobs::read {

/// Appends the tokens of `list` to `tokens`, and their texts and alternatives to the answer.
bool read_tokens(Array& list, std::vector<Token>& tokens, Context& context);

/// The same for a value that must be a list, or null for an empty one.
bool read_tokens(Value& value, std::vector<Token>& tokens, Context& context);

/// Appends one item of such a list.
bool read_token(Value& value, std::vector<Token>& tokens, Context& context);

/// Appends the entries of a list, or of {"token": logprob, ...}, to the answer's alternatives,
/// sorted, and sets `range` to them. Null is an empty list.
bool read_alternatives(Value& value, Span& range, Context& context);

/// The same for an array of such lists, one for each token; null for a token without one.
bool read_alternative_lists(Value& value, std::vector<Span>& lists, Context& context);

/// Whether the list looks like one of tokens, judged by its first item; an empty one does. Nothing
/// if the JSON is broken there, since simdjson cannot go back then.
std::optional<bool> is_token_list(Array& list, Context& context);

}  // namespace logprobs::read

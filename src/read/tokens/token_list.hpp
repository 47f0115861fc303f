// The list of {token, logprob, bytes, top_logprobs} that most wire formats share, in all the names
// that they have for its keys.
#pragma once

#include "read/tokens/token_text.hpp"

namespace logprobs::read {

/// Appends the tokens of `list` to `tokens`, their bytes and alternatives to the context's answer.
bool read_tokens(Array& list, std::vector<Token>& tokens, Context& context);

/// The same for a value that is a list, or null for an empty one.
bool read_tokens(Value& value, std::vector<Token>& tokens, Context& context);

/// Appends one item of such a list.
bool read_token(Value& value, std::vector<Token>& tokens, Context& context);

/// Appends the entries of a list, or of {"token": logprob, ...}, to the answer's alternatives,
/// sorted; null is an empty list.
bool read_alternatives(Value& value, Span& range, Context& context);

/// Appends an array of such lists; null for a token that has none.
bool read_alternative_lists(Value& value, std::vector<Span>& lists, Context& context);

/// Whether the list's first item could be a token; an empty list's could. Unset when the JSON is
/// broken there: simdjson can then not go back.
std::optional<bool> is_token_list(Array& list, Context& context);

}  // namespace logprobs::read

// The list of {token, logprob, bytes, top_logprobs} that most wire formats share.
#pragma once

#include "json.hpp"

namespace logprobs {

/// Appends the tokens of `list` to `tokens`, their bytes and alternatives to the context's answer.
bool read_tokens(Array& list, std::vector<Token>& tokens, Context& context);

/// Whether the list's first item could be a token; an empty list's could. Unset when the JSON is
/// broken there: simdjson can then not go back.
std::optional<bool> is_token_list(Array& list, Context& context);

/// Reads {"content": [...], "refusal": [...]} into the answer's choices with `index`; null is
/// an empty list. False also when a list is no list.
bool read_logprobs(Object& object, int index, Context& context);

}  // namespace logprobs

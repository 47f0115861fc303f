// vLLM's maps {"<id>": {"logprob", "rank", "decoded_token"}}, a map a token.
#pragma once

#include "read/json/json.hpp"

namespace logprobs::read {

/// Appends a token a map; null for a token of which nothing is known, which is left out.
bool read_chosen_maps(Value& value, std::vector<Token>& tokens, Context& context);

/// Reads `prompt_logprobs`, such a list or {"content": [...]}, into the choice of kind prompt with
/// `index`. The first is null: nothing comes before it.
bool read_prompt_logprobs(Value& value, int index, Context& context);

/// Puts right which tokens of all prompts were chosen, once their ids are known.
void choose_prompt_tokens(const std::vector<std::optional<std::int64_t>>& ids, Context& context);

}  // namespace logprobs::read

// vLLM's maps {"<id>": {"logprob", "rank", "decoded_token"}}, one for each token.
#pragma once

#include "read/json/json.hpp"

namespace logprobs::read {

/// Reads `prompt_logprobs`, a list of such maps, {"content": [...]}, or Tinker's list of numbers,
/// into the prompt choice with `index`. Its first entry is null: the first token has nothing before
/// it to depend on.
bool read_prompt_logprobs(Value& value, int index, Context& context);

/// Corrects which token of each map of the prompts was chosen, once the prompt's ids are known.
void choose_prompt_tokens(const std::vector<std::optional<std::int64_t>>& ids, Context& context);

}  // namespace logprobs::read

// Maps from a token to its logprob: {" Paris": -0.1} of the older completions, {"1234": -0.1} of
// Bedrock, {"1234": {"logprob": -0.1, "rank": 1, "decoded_token": " Paris"}} of vLLM.
#pragma once

#include "read/tokens/token_text.hpp"

namespace logprobs::read {

/// What the keys of a map are.
enum class MapKeys { texts, ids };

/// Appends the entries of the map `value` to the answer's alternatives, as sent; null has none.
bool read_token_map(Value& value, MapKeys keys, Context& context);

/// Reads a map that does not say which of its entries is the chosen token, and appends that token
/// with the map as its alternatives. vLLM writes the chosen one first; one whose rank lies beyond
/// the map's size was added to it because it was chosen.
bool read_chosen_map(Value& value, std::vector<Token>& tokens, Context& context);

/// Where `ids` says which tokens were chosen, makes each of `tokens` the alternative with that id;
/// false when one has none. The first ids may be of tokens that are not told: nothing came before.
bool choose_by_ids(const std::vector<std::optional<std::int64_t>>& ids, std::vector<Token>& tokens,
                   Answer& answer);

}  // namespace logprobs::read

// Maps from tokens to logprobs: {" Paris": -0.1} in the older completions, {"1234": -0.1} in
// Bedrock's, {"1234": {"logprob": -0.1, "rank": 1, "decoded_token": " Paris"}} in vLLM's.
#pragma once

#include "read/tokens/token_text.hpp"

namespace logprobs::read {

/// What the keys of a map are: the tokens' texts, or their ids.
enum class MapKeys { texts, ids };

/// Appends the entries of the map to the answer's alternatives, unsorted. Null is an empty map.
bool read_token_map(Value& value, MapKeys keys, Context& context);
bool read_token_map(Object& map, MapKeys keys, Context& context);

/// Reads a map that always has the chosen token but does not mark it, and appends that token. It is
/// the entry whose rank is greater than the map's size, which is there only because it was chosen;
/// else the first, where vLLM writes it. If the map has nothing else, the token has no
/// alternatives.
bool read_chosen_map(Value& value, std::vector<Token>& tokens, Context& context);

/// Appends the chosen token of each map of a list; null, for a token of which nothing is known, is
/// skipped.
bool read_chosen_maps(Array& list, std::vector<Token>& tokens, Context& context);

/// The same for a value that must be a list, or null for an empty one.
bool read_chosen_maps(Value& value, std::vector<Token>& tokens, Context& context);

/// Whether the list's first element that is not null is a map from ids. Nothing if the JSON is
/// broken there, since simdjson cannot go back then.
std::optional<bool> is_map_list(Array& list, Context& context);

/// Given the ids of the chosen tokens, makes each of `tokens` its alternative with that id. False
/// if one of them neither has that id nor such an alternative. There may be more ids than tokens: a
/// prompt's first token has no logprob, and is missing.
bool choose_by_ids(const std::vector<std::optional<std::int64_t>>& ids, std::vector<Token>& tokens,
                   Answer& answer);

}  // namespace logprobs::read

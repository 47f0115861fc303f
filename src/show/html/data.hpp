// The numbers for a page's script.
#pragma once

#include <string>
#include <string_view>

#include "logprobs/report.hpp"

namespace logprobs::show {

/// Appends a <script type="application/json"> with the tokens of a choice, an array per field:
/// - `logprob`, `probability`, `margin`, `entropy` (bits) and `rank`: numbers, null if unknown,
/// - `list`, each token's distribution (words/distribution.hpp), an array per entry: its text,
///   which is the cell of a table with spaces in place of ␣, and its probability,
/// - `chosen`, the chosen token's place in that list,
/// - `exact`, true if the entropies are, which are lower bounds without it,
/// and of raw logits at another temperature or so:
/// - `possible`, how many tokens can be drawn, and `model`, the token's probability in the model's
///   own distribution, which each entry of `list` has, too.
/// Probabilities and margins have six digits, or all if six would be shown as another percentage or
/// be on another side of a threshold.
void append_data(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                 const Thresholds& thresholds, std::string& out);

/// JSON that means the same as `json` but has no `<`, which could end a <script>.
std::string script_json(std::string_view json);

}  // namespace logprobs::show

// The numbers that a page's script works with.
#pragma once

#include <string>
#include <string_view>

#include "logprobs/report.hpp"

namespace logprobs::show {

/// Appends a <script type="application/json"> with the tokens of a choice, a column for each field:
/// `logprob`, `probability`, `margin`, `entropy` (bits) and `rank` of each token (null: not known);
/// `list`, its distribution as text, probability, text ..., with `chosen` the place of the
/// chosen one; and `not_top`, the tokens with this clue. In a text a space stands for ␣.
void append_data(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                 std::string& out);

/// JSON that can stand in a <script>: no `<` is left in it.
std::string script_json(std::string_view json);

}  // namespace logprobs::show

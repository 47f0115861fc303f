// The alternatives of tokens, which stand in Answer::alternatives.
#pragma once

#include <cstddef>
#include <vector>

#include "read/json/context.hpp"

namespace logprobs::read {

/// Sorts the answer's last alternatives, from `begin` on: most probable first, equal ones as sent,
/// unscored ones last.
void sort_alternatives(Answer& answer, std::size_t begin);

/// Gives each token its list, where the lists came in an array next to the tokens. Notes it when
/// there are more of one than of the other.
void give_alternatives(const std::vector<Span>& lists, std::vector<Token>& tokens,
                       Context& context);

}  // namespace logprobs::read

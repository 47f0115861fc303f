// The alternatives of tokens, which all share Answer::alternatives.
#pragma once

#include <cstddef>
#include <vector>

#include "read/json/context.hpp"

namespace logprobs::read {

/// Sorts the answer's alternatives from the place `begin` to the end: most probable first, equal
/// ones as sent, unscored ones last.
void sort_alternatives(Answer& answer, std::size_t begin);

/// Gives each token its list of alternatives, when the lists came in an array of their own. Notes
/// it if there are not as many lists as tokens.
void give_alternatives(const std::vector<Span>& lists, std::vector<Token>& tokens,
                       Context& context);

/// Takes the list from each token whose list is a map that always has the chosen token, and has
/// nothing else.
void drop_lone_chosen(std::vector<Token>& tokens, const Answer& answer);

}  // namespace logprobs::read

// Where an answer was unsure, a word at a time.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "logprobs/report.hpp"
#include "show/words/groups.hpp"

namespace logprobs::show {

/// Neighbouring tokens of one word that have a clue, and those that share a character with them.
struct UncertainSpan : TokenGroup {
  double probability = 1;      ///< 0 to 1: the product of theirs, 0 only for a floor; NaN: unscored
  std::size_t least_sure = 0;  ///< the token with the lowest probability
  Clues clues{};               ///< of any of them
};

/// The spans of a choice whose tokens joined are `text`.
std::vector<UncertainSpan> uncertain_spans(const Choice& choice, const ChoiceReport& report,
                                           std::string_view text);

}  // namespace logprobs::show

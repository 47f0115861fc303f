// Where an answer was unsure, a word at a time.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "logprobs/report.hpp"

namespace logprobs {

/// Neighbouring tokens of one word that have a clue, and those that share a character with them.
struct UncertainSpan {
  std::size_t first = 0;  ///< its tokens: from here
  std::size_t last = 0;   ///< to before here
  std::size_t begin = 0;  ///< its bytes in the text
  std::size_t end = 0;
  double probability = 1;      ///< 0 to 1: the product of theirs, 0 only for a floor; NaN: unscored
  std::size_t least_sure = 0;  ///< the token with the lowest probability
  Clues clues{};               ///< of any of them
};

/// The spans of a choice whose tokens joined are `text`.
std::vector<UncertainSpan> uncertain_spans(const Choice& choice, const ChoiceReport& report,
                                           std::string_view text);

}  // namespace logprobs

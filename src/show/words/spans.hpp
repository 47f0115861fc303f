// The words of an answer that the model was unsure of.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "logprobs/report.hpp"
#include "show/words/groups.hpp"

namespace logprobs::show {

/// Neighbouring tokens of one word with clues, including tokens that share a character with them.
struct UncertainSpan : TokenGroup {
  double probability = 1;      ///< 0 to 1: the tokens' product, 0 only for a floor; NaN: unscored
  std::size_t least_sure = 0;  ///< the token with the lowest probability
  Clues clues{};               ///< the clues of all its tokens
};

/// The spans of a choice; `text` is the joined text of its tokens.
std::vector<UncertainSpan> uncertain_spans(const Choice& choice, const ChoiceReport& report,
                                           std::string_view text);

}  // namespace logprobs::show

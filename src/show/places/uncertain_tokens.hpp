// The tokens with clues.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "logprobs/report.hpp"

namespace logprobs::show {

/// A token with a clue, or several that share a character.
struct UncertainToken {
  std::size_t begin = 0;  ///< in the text: its first byte that is not white space; the first of
                          ///< all if it is nothing else
  std::size_t end = 0;    ///< one past the last
  std::size_t index = 0;  ///< of several with clues, that of the least probable
  Clues clues{};          ///< those of all of them
};

/// The tokens of a choice in their order; `text` is what shown_text() says. A token that the text
/// does not show has no bytes.
std::vector<UncertainToken> uncertain_tokens(const Choice& choice, const ChoiceReport& report,
                                             std::string_view text);

}  // namespace logprobs::show

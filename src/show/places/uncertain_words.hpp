// The words with clues.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "logprobs/report.hpp"

namespace logprobs::show {

/// The tokens of one word that have clues.
struct UncertainWord {
  std::size_t begin = 0;  ///< in the text: their first byte that is not white space; the first of
                          ///< all if they are nothing else
  std::size_t end = 0;    ///< one past the last
  std::size_t least_sure = 0;  ///< of them, the least probable
  Clues clues{};               ///< those of all of them
};

/// The words of a choice in their order; `text` is what shown_text() says. A token that the text
/// does not show is a word of its own, without bytes.
std::vector<UncertainWord> uncertain_words(const Choice& choice, const ChoiceReport& report,
                                           std::string_view text);

}  // namespace logprobs::show

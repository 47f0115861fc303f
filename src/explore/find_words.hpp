// Finds words in an answer.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "logprobs/model.hpp"

namespace logprobs::explore {

/// The tokens in which a place of `words` begins, in their order, in any case of ASCII letters.
std::vector<std::size_t> tokens_with_words(const Answer& answer, const Choice& choice,
                                           std::string_view words);

}  // namespace logprobs::explore

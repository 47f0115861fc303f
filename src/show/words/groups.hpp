// Tokens that cannot be told apart in the text.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "logprobs/model.hpp"

namespace logprobs::show {

/// Neighbouring tokens that share a character, as people count them (halves of an emoji, a letter
/// and its accent); most often one token alone.
struct TokenGroup {
  std::size_t first = 0;  ///< its tokens: from here
  std::size_t last = 0;   ///< to before here
  std::size_t begin = 0;  ///< its bytes in the text
  std::size_t end = 0;
};

/// All tokens of a choice, in groups; `text` is what they give joined.
std::vector<TokenGroup> token_groups(const Choice& choice, std::string_view text);

}  // namespace logprobs::show

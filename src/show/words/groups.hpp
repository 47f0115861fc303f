// Groups of tokens that share characters.
#pragma once

#include <cstddef>
#include <functional>
#include <string_view>
#include <vector>

#include "logprobs/model.hpp"

namespace logprobs::show {

/// Neighbouring tokens that share a character, as people count them (halves of an emoji, a letter
/// and its accent). Most groups are a single token.
struct TokenGroup {
  std::size_t first = 0;  ///< its first token
  std::size_t last = 0;   ///< one past its last token
  std::size_t begin = 0;  ///< its first byte in the text
  std::size_t end = 0;    ///< one past its last byte
};

/// Groups all tokens of a choice but the hidden ones, and calls `visit` with each group in order;
/// `text` is their joined text, as from shown_text().
void each_group(const Choice& choice, std::string_view text,
                const std::function<void(const TokenGroup&)>& visit);

/// All of these groups.
std::vector<TokenGroup> token_groups(const Choice& choice, std::string_view text);

}  // namespace logprobs::show

// Where the tokens of the reasoning end and those of the answer begin, if one list has both.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "logprobs/model.hpp"

namespace logprobs::read {

/// How many of the tokens are the reasoning's, with its marks, if they are proved to end with
/// `content`, and with nothing after it but markup. May set Token::shown of the answer's tokens.
std::optional<std::size_t> border_before(std::string_view content, const std::vector<Token>& tokens,
                                         Answer& answer);

/// How many of the tokens are the reasoning's, with its marks, if they are proved to begin with
/// `reasoning`, and with nothing before it but markup.
std::optional<std::size_t> border_after(std::string_view reasoning,
                                        const std::vector<Token>& tokens, const Answer& answer);

/// The text of reasoning that only its marks tell from `content`: what comes before it if that ends
/// with a mark, and has other text too; empty if there is none.
std::string text_before_mark(std::string_view content, const std::vector<Token>& tokens,
                             const Answer& answer);

}  // namespace logprobs::read

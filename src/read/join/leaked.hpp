// The marks of vocabularies that some servers leak into a token's text.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace logprobs::read {

/// How a text may be written: as it is, byte by byte in the alphabet of GPT-2's vocabularies
/// ("ĠHello"), or with the marks of SentencePiece ("▁Hello", "<0xE2>", AI21's "<|newline|>").
enum class Spelling { plain, byte_level, sentence_piece };

/// True when `text` has a mark that only a vocabulary has.
bool has_leaked_mark(std::string_view text);

/// What `text` stands for in that spelling; nothing when it cannot be written so.
std::optional<std::string> decode_spelling(std::string_view text, Spelling spelling);

}  // namespace logprobs::read

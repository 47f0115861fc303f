// The marks of vocabularies that some servers leak into the text of tokens.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace logprobs::read {

/// How a text may be written: as it is, byte by byte in the alphabet of GPT-2's vocabularies
/// ("ĠHello"), or with the marks of SentencePiece ("▁Hello", "<0xE2>", AI21's "<|newline|>").
enum class Spelling { plain, byte_level, sentence_piece };

/// True if `text` has a mark that only vocabularies use.
bool has_leaked_mark(std::string_view text);

/// What `text` means in that spelling; nothing if it is not written so.
std::optional<std::string> decode_spelling(std::string_view text, Spelling spelling);

}  // namespace logprobs::read

// Where words begin and end.
#pragma once

#include <cstddef>
#include <string_view>

namespace logprobs::text {

/// True when a word begins with the character at byte `at` of `text`: white space or punctuation,
/// or one beside or among Han, Hiragana, Katakana and Bopomofo, which all are words of their own.
bool begins_word(std::string_view text, std::size_t at);

/// True when white space follows other text in `token`, and ends it: ".\n", but not "\n".
bool ends_word(std::string_view token);

/// True when there is nothing to see: only LF and spaces (Zs), at least one.
bool is_white(std::string_view bytes);

}  // namespace logprobs::text

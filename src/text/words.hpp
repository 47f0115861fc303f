// Where words begin and end.
#pragma once

#include <cstddef>
#include <string_view>

namespace logprobs::text {

/// True when a word begins with the character whose first byte is at `at` in `text`: white space,
/// punctuation, a character of Han, Hiragana, Katakana or Bopomofo (each is a word of its own), or
/// what follows one. A word thus includes the space before it.
bool begins_word(std::string_view text, std::size_t at);

/// True when `token` ends with white space that follows other text: ".\n", but not "\n".
bool ends_word(std::string_view token);

/// No word that is shown is longer, in bytes.
inline constexpr std::size_t longest_word = 256;

/// Where the word of the character at `at` begins and where it ends, so many bytes away at most;
/// `at` itself if it is the text's end.
std::size_t word_begin(std::string_view text, std::size_t at);
std::size_t word_end(std::string_view text, std::size_t at);

/// Where the last `count` words before `at` begin, as far away at most, and where the first
/// `count` after it end, with the white space on their other side. These words have white space
/// between them, and an ideograph is one; what is next to `at` is of the word there and does not
/// count.
std::size_t words_before(std::string_view text, std::size_t at, int count);
std::size_t words_after(std::string_view text, std::size_t at, int count);

/// ASCII white space, and text without that at its beginning or at its end.
inline constexpr std::string_view ascii_white = " \t\n\v\f\r";
std::string_view without_white_before(std::string_view text);
std::string_view without_white_after(std::string_view text);

/// True when there is nothing to see: `bytes` has only line feeds and spaces (category Zs), and at
/// least one.
bool is_white(std::string_view bytes);

}  // namespace logprobs::text

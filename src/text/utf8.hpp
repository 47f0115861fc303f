// Decoding UTF-8 a character at a time.
#pragma once

#include <cstddef>
#include <string_view>

namespace logprobs::text {

/// `unfinished`: more bytes may complete the character.
enum class Form { valid, invalid, unfinished };

/// The character at the front of some bytes.
struct Decoded {
  char32_t code_point = 0;  ///< 0 unless `valid`
  std::size_t size = 1;     ///< its bytes, or those of the maximal part that could begin one
  Form form = Form::invalid;
};

/// Decodes the first character of `bytes`, which must not be empty.
Decoded decode(std::string_view bytes);

/// How many bytes at the front of `bytes` are ASCII.
std::size_t ascii_run(std::string_view bytes);

}  // namespace logprobs::text

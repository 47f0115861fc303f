// One step of UTF-8 decoding, shared by the files of this room.
#pragma once

#include <cstddef>
#include <string_view>

namespace logprobs::text {

enum class Form { valid, invalid, unfinished };

/// What stands at the front of some bytes. `size` counts the bytes of the character, or those of
/// the maximal part that could have begun one (at least 1). `unfinished`: more bytes may complete
/// it.
struct Decoded {
  char32_t code_point = 0;
  std::size_t size = 1;
  Form form = Form::invalid;
};

/// Decodes the first character of `bytes`, which must not be empty.
Decoded decode(std::string_view bytes);

/// How many bytes at the front of `bytes` are ASCII.
std::size_t ascii_run(std::string_view bytes);

}  // namespace logprobs::text

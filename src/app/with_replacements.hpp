// Text of bytes that are perhaps not UTF-8.
#pragma once

#include <string>
#include <string_view>

#include "logprobs/text.hpp"

namespace logprobs::app {

/// The same with U+FFFD in place of what is not UTF-8.
inline std::string with_replacements(std::string_view bytes) {
  std::string text;
  append_utf8(text, bytes);
  return text;
}

}  // namespace logprobs::app

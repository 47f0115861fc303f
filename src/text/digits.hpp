// Decimal digits of many scripts.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace logprobs::text {

struct Digit {
  int value = 0;         ///< 0 to 9
  std::size_t size = 1;  ///< its bytes
};

/// Whether it is one of ASCII.
inline bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The digit at the front of some text; none if it begins with something else.
std::optional<Digit> digit_at(std::string_view text);

}  // namespace logprobs::text

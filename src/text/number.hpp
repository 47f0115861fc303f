// Reading a double without std::from_chars().
#pragma once

#include <optional>
#include <string_view>

namespace logprobs::text {

/// Does what parse_double() does, with strtod(): for standard libraries whose std::from_chars()
/// cannot read doubles, and for numbers too large or too small for it.
std::optional<double> parse_double_with_strtod(std::string_view text);

}  // namespace logprobs::text

// Appends JSON to a string: the little that the json view needs, without a tree in between.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace logprobs::show {

/// A JSON string. Invalid bytes become U+FFFD; DEL, C1, bidi controls, U+2028 and U+2029 are
/// written as \u escapes, so that the line can be looked at in a terminal.
void append_json_string(std::string& out, std::string_view bytes);

/// The shortest decimal that reads back to the same double; null for NaN and the infinities.
void append_json_number(std::string& out, double value);

void append_json_integer(std::string& out, std::int64_t value);

/// The integer, or null.
template <typename Integer>
void append_json_integer(std::string& out, const std::optional<Integer>& value) {
  if (value) {
    append_json_integer(out, static_cast<std::int64_t>(*value));
  } else {
    out += "null";
  }
}

}  // namespace logprobs::show

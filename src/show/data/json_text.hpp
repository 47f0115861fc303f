// Appends JSON values to a string, without building a tree.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace logprobs::show {

/// Appends `bytes` as a JSON string, with its quotes. Bytes that are not UTF-8 become U+FFFD; DEL,
/// C1, bidi controls, U+2028 and U+2029 are written as \u escapes, so that a terminal can show the
/// line.
void append_json_string(std::string& out, std::string_view bytes);

/// The same for text that is known to be UTF-8.
void append_json_utf8(std::string& out, std::string_view text);

/// Whether the text is ASCII and needs no escape.
bool is_plain_json(std::string_view text);

/// Appends JSON, with \u escapes in place of whatever else a terminal would not show: zero-width
/// and other invisible characters, except where scripts and emoji need them.
void append_visible_json(std::string& out, std::string_view json);

/// Appends the shortest decimal that reads back as the same double; null for NaN and infinities.
void append_json_number(std::string& out, double value);

/// The same, written to memory, of which it takes at most `longest_number` bytes. Returns its end.
char* write_json_number(char* at, double value);
constexpr std::size_t longest_number = 32;

/// Appends an integer.
void append_json_integer(std::string& out, std::int64_t value);

/// Appends an integer, or null if there is none.
template <typename Integer>
void append_json_integer(std::string& out, const std::optional<Integer>& value) {
  if (value) {
    append_json_integer(out, static_cast<std::int64_t>(*value));
  } else {
    out += "null";
  }
}

}  // namespace logprobs::show

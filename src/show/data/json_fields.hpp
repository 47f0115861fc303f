// Appends the fields of JSON objects to a string.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "logprobs/report.hpp"
#include "show/data/json_text.hpp"

namespace logprobs::show {

/// The longest name of a field, in bytes.
constexpr std::size_t longest_name = 40;
constexpr std::size_t longest_key = longest_name + std::string_view(R"(, "": )").size();

/// Writes `"name": ` to memory, after a comma if `out` needs one. Returns its end. Throws
/// std::length_error for a name that is longer than `longest_name`.
inline char* write_key(char* at, const std::string& out, std::string_view name) {
  if (name.size() > longest_name) throw std::length_error("the name of a field is too long");
  const bool is_first = out.back() == '{' || out.back() == '[';
  if (!is_first) {
    *at++ = ',';
    *at++ = ' ';
  }
  *at++ = '"';
  at = std::copy(name.begin(), name.end(), at);
  *at++ = '"';
  *at++ = ':';
  *at++ = ' ';
  return at;
}

/// Writes `"name": `, after a comma if need be.
inline void key(std::string& out, std::string_view name) {
  std::array<char, longest_key> text;
  out.append(text.data(), write_key(text.data(), out, name));
}

/// Writes a number, or null for NaN.
inline void field(std::string& out, std::string_view name, double value) {
  // Most of a response's JSON is keys and numbers, and each append() takes as long as to write one.
  std::array<char, longest_key + longest_number> text;
  out.append(text.data(), write_json_number(write_key(text.data(), out, name), value));
}

/// Writes an integer, or null if there is none.
template <typename Integer>
void field(std::string& out, std::string_view name, const std::optional<Integer>& value) {
  key(out, name);
  append_json_integer(out, value);
}

void count_field(std::string& out, std::string_view name, std::size_t value);

/// Writes a string.
void text_field(std::string& out, std::string_view name, std::string_view text);

/// Writes a string, or null in place of an empty one, which means "not known".
void field(std::string& out, std::string_view name, std::string_view value);

/// Writes an array, and each element with `write`.
template <typename Range, typename Write>
void list_field(std::string& out, std::string_view name, const Range& range, const Write& write) {
  key(out, name);
  out += '[';
  for (const auto& element : range) {
    if (out.back() != '[') out += ", ";
    write(element);
  }
  out += ']';
}

/// Begins an array of objects, or the next object in it.
inline void begin_object(std::string& out) {
  if (out.back() != '[') out += ", ";
  out += '{';
}

/// Writes an object, whose fields `write` appends.
template <typename Write>
void object_field(std::string& out, std::string_view name, const Write& write) {
  key(out, name);
  out += '{';
  write();
  out += '}';
}

/// Writes `"token": ..., "bytes": ...`; the bytes are null where they are valid UTF-8.
void token_fields(std::string& out, std::string_view bytes);

/// Writes `"clues": [...]`.
void clues_field(std::string& out, const Clues& clues);

}  // namespace logprobs::show

// Appends the fields of JSON objects to a string.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "logprobs/report.hpp"
#include "show/data/json_text.hpp"

namespace logprobs::show {

/// Writes `"name": `, after a comma if need be.
void key(std::string& out, std::string_view name);

/// Writes a number, or null for NaN.
void field(std::string& out, std::string_view name, double value);

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

/// Writes `"token": ..., "bytes": ...`; the bytes are null where they are valid UTF-8.
void token_fields(std::string& out, std::string_view bytes);

/// Writes `"clues": [...]`.
void clues_field(std::string& out, const Clues& clues);

}  // namespace logprobs::show

#include "read/json/json.hpp"

#include <fmt/format.h>

#include <limits>

#include "logprobs/text.hpp"
#include "read/frame/scan.hpp"

namespace logprobs::read {
namespace {

/// Skips leading digits; false if there are none.
bool skip_digits(std::string_view& text) {
  const std::size_t size = size_while(text, [](char c) { return c >= '0' && c <= '9'; });
  text.remove_prefix(size);
  return size != 0;
}

/// Whether `text` is a number by the grammar of RFC 8259.
bool is_json_number(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  if (text.size() > 1 && text[0] == '0' && text[1] >= '0' && text[1] <= '9') return false;
  if (!skip_digits(text)) return false;
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    if (!skip_digits(text)) return false;
  }
  if (text.starts_with('e') || text.starts_with('E')) {
    text.remove_prefix(1);
    if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
    if (!skip_digits(text)) return false;
  }
  return text.empty();
}

/// Reads what people's programs write into strings where there is no number, or an infinite one:
/// Python's str() writes "-inf" and "None".
bool parse_quoted_word(std::string_view text, double& out) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  if (text == "inf" || text == "Infinity" || text == "Inf") {
    out = negative ? -infinity : infinity;
    return true;
  }
  out = unknown_logprob;
  return text == "nan" || text == "NaN" || text == "None" || text == "null" || text.empty();
}

/// Reads what simdjson refuses: Python's words, and numbers beyond the range of a double.
bool parse_odd_number(std::string_view raw, double& out) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  if (raw == "NaN") return out = unknown_logprob, true;
  if (raw == "Infinity") return out = infinity, true;
  if (raw == "-Infinity") return out = -infinity, true;
  if (!is_json_number(raw)) return false;
  const std::optional<double> number = parse_double(raw);
  out = number.value_or(unknown_logprob);
  return number.has_value();
}

}  // namespace

std::string_view kind_of(std::string_view raw) {
  if (raw.starts_with('{')) return "an object";
  if (raw.starts_with('[')) return "an array";
  if (raw.starts_with('"')) return "a string";
  if (raw == "null") return "null";
  if (raw == "true" || raw == "false") return "a boolean";
  double number = 0;
  return parse_odd_number(raw, number) ? "a number" : "";
}

std::string_view whole_json(Value& value) {
  std::string_view raw = raw_text(value);
  Object object;
  Array array;
  simdjson::error_code error = simdjson::SUCCESS;
  if (raw.starts_with('{')) {
    error = value.get_object().get(object);
    if (error == simdjson::SUCCESS) error = object.raw_json().get(raw);
  } else if (raw.starts_with('[')) {
    error = value.get_array().get(array);
    if (error == simdjson::SUCCESS) error = array.raw_json().get(raw);
  }
  return error == simdjson::SUCCESS ? raw : std::string_view{};
}

bool read_object(Value& value, std::optional<Object>& object, Context& context) {
  Object found;
  if (value.get_object().get(found) == simdjson::SUCCESS) {
    object = found;
    return true;
  }
  const std::string_view raw = raw_text(value);
  return is_null(raw) || context.mismatch(raw, "an object");
}

bool read_array(Value& value, std::optional<Array>& array, Context& context) {
  Array found;
  if (value.get_array().get(found) == simdjson::SUCCESS) {
    array = found;
    return true;
  }
  const std::string_view raw = raw_text(value);
  return is_null(raw) || context.mismatch(raw, "an array");
}

bool read_string(Value& value, std::string& out, Context& context) {
  const std::string_view raw = raw_text(value);
  if (is_null(raw)) return true;
  if (!is_string(raw)) return context.mismatch(raw, "a string");
  out.clear();
  return append_unescaped(raw, out, context.notes.lone_surrogate) || context.syntax();
}

bool read_note(Value& value, std::string& out, Context& context) {
  const std::string_view raw = raw_text(value);
  if (is_string(raw)) return read_string(value, out, context);
  return !kind_of(raw).empty() || context.syntax();
}

bool read_odd_number(std::string_view raw, double& out, Context& context) {
  if (is_null(raw)) return out = unknown_logprob, true;
  // Some servers write numbers as strings.
  const bool quoted = is_string(raw) && raw.size() >= 2;
  const std::string_view text = quoted ? raw.substr(1, raw.size() - 2) : raw;
  if (quoted && parse_quoted_word(text, out)) return true;
  return parse_odd_number(text, out) || context.mismatch(raw, "a number");
}

bool read_integer(Value& value, std::optional<std::int64_t>& out, Context& context) {
  const std::string_view raw = raw_text(value);
  if (is_null(raw)) return true;
  const std::optional<std::int64_t> number = parse_integer(raw);
  if (!number) return context.mismatch(raw, "a whole number");
  out = number;
  return true;
}

bool rewind(Object& object, const Context& context) {
  return !context.given_up && object.reset().error() == simdjson::SUCCESS;
}

bool rewind(Array& array, const Context& context) {
  return !context.given_up && array.reset().error() == simdjson::SUCCESS;
}

}  // namespace logprobs::read

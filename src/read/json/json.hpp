// What the readers of all wire formats need of simdjson: walking through objects and arrays, and
// taking text and numbers from a value. A function that returns false has reported why to the
// context: the JSON is broken, or a value has the wrong type.
#pragma once

#include <simdjson.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "logprobs/text.hpp"
#include "read/frame/scan.hpp"
#include "read/json/context.hpp"
#include "read/json/decimal.hpp"

namespace logprobs::read {

using Value = simdjson::ondemand::value;
using Object = simdjson::ondemand::object;
using Array = simdjson::ondemand::array;
using Key = simdjson::ondemand::raw_json_string;

/// The type of the value `raw`: "a string", "an object" ... Python's NaN and Infinity are numbers.
/// Empty if `raw` is not a value.
std::string_view kind_of(std::string_view raw);

/// True when the key is exactly `name`.
inline bool is(Key key, std::string_view name) { return key.unsafe_is_equal(name); }

/// How the value is spelled in the document: all of a number, a word, or a string with its quotes;
/// but only the opening bracket of an object or array.
inline std::string_view raw_text(Value& value) {
  std::string_view raw = value.raw_json_token();
  // The token reaches up to the next one: only white space lies between them.
  while (!raw.empty() && static_cast<unsigned char>(raw.back()) <= ' ') raw.remove_suffix(1);
  return raw;
}

inline bool is_null(std::string_view raw) { return raw == "null"; }
inline bool is_string(std::string_view raw) { return raw.starts_with('"'); }

/// All of a value that was not yet walked through, as it is spelled; empty if it is broken.
std::string_view whole_json(Value& value);

/// Sets `object` or `array`, or leaves it empty for null. Any other value is a mismatch.
bool read_object(Value& value, std::optional<Object>& object, Context& context);
bool read_array(Value& value, std::optional<Array>& array, Context& context);
/// Sets `out` to a string's text, or leaves it unchanged for null. Any other value is a mismatch.
bool read_string(Value& value, std::string& out, Context& context);
/// The same for text that is not essential: ignores values that are not strings.
bool read_note(Value& value, std::string& out, Context& context);
/// Does what read_number() does, for numbers that simdjson refuses or reads wrongly.
bool read_odd_number(std::string_view raw, double& out, Context& context);
/// Reads a whole number, or leaves `out` unchanged for null. Any other value is a mismatch.
bool read_integer(Value& value, std::optional<std::int64_t>& out, Context& context);

/// Reads a number, also one in quotes. -1e999, Python's -Infinity and "-inf" are -infinity; null,
/// Python's NaN, "nan", "None" and "" are unknown_logprob.
inline bool read_number(Value& value, double& out, Context& context) {
  // simdjson 3.0.1 reads some numbers of more than 19 digits wrongly.
  constexpr std::size_t safe_length = 20;
  const std::string_view raw = raw_text(value);
  if (read_decimal(raw, out)) return true;
  if (raw.size() <= safe_length && value.get_double().get(out) == simdjson::SUCCESS) return true;
  return read_odd_number(raw, out, context);
}

/// Goes back to the beginning of an object or array. False if the JSON is broken.
bool rewind(Object& object, const Context& context);
bool rewind(Array& array, const Context& context);

/// Calls `visit(Key, Value&)` for each field until it returns false. True if all were visited;
/// broken JSON is reported. (References into `next`, as copies would cost more than the walk.)
template <typename Visit>
bool each_field(Object& object, Context& context, Visit visit) {
  for (auto next : object) {
    if (next.error() != simdjson::SUCCESS) return context.syntax(true);
    auto&& field = std::move(next).value_unsafe();
    if (!visit(field.key(), field.value())) return false;
  }
  return true;
}

/// Calls `visit(Value&, std::size_t index)` for each element until it returns false, and then puts
/// the index into the path of the reported trouble.
template <typename Visit>
bool each_element(Array& array, Context& context, Visit visit) {
  constexpr std::size_t some = 64;
  std::size_t index = 0;
  for (auto next : array) {
    if (next.error() != simdjson::SUCCESS) return context.syntax(true);
    auto&& element = std::move(next).value_unsafe();
    if (!visit(element, index)) return context.in(index);
    ++index;
    if (index % some == 0 && !context.affords(some)) return context.in(index);
  }
  return context.affords(index % some) || context.in(index);
}

/// The same for a value that must be an array, or null for an empty one.
template <typename Visit>
bool each_of(Value& value, Context& context, Visit visit) {
  std::optional<Array> array;
  return read_array(value, array, context) && (!array || each_element(*array, context, visit));
}

/// Calls `visit` for each field of a value that must be an object.
template <typename Visit>
bool each_field_of(Value& value, Context& context, Visit visit) {
  Object object;
  if (value.get_object().get(object) == simdjson::SUCCESS) {
    return each_field(object, context, visit);
  }
  return context.mismatch(raw_text(value), "an object");
}

}  // namespace logprobs::read

// What every wire format's reader needs of simdjson: text, numbers and bytes taken from a value,
// and the words for what was wrong with one.
#pragma once

#include <simdjson.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "read/frame/scan.hpp"
#include "read/json/context.hpp"

namespace logprobs::read {

using Value = simdjson::ondemand::value;
using Object = simdjson::ondemand::object;
using Array = simdjson::ondemand::array;
using Key = simdjson::ondemand::raw_json_string;

/// "a string", "an object" ...; empty for what is no JSON (or Python's) value.
std::string_view kind_of(std::string_view raw);

/// True when the key is exactly `name`.
inline bool is(Key key, std::string_view name) { return key.unsafe_is_equal(name); }

/// The value's own text: all of a number, a word or a string with its quotes; for an object or
/// array only the bracket.
inline std::string_view raw_text(Value& value) {
  std::string_view raw = value.raw_json_token();
  // Nothing but white space can stand between a value and what follows it.
  while (!raw.empty() && static_cast<unsigned char>(raw.back()) <= ' ') raw.remove_suffix(1);
  return raw;
}

inline bool is_null(std::string_view raw) { return raw == "null"; }
inline bool is_string(std::string_view raw) { return raw.starts_with('"'); }

/// Appends what the JSON string `raw` (with its quotes) says. Half of a surrogate pair becomes
/// U+FFFD and sets `lone`; simdjson refuses such a string. False when an escape is not JSON's.
bool append_unescaped(std::string_view raw, std::string& out, bool& lone);

/// Sets `object` or `array` and returns true; for null leaves it empty, anything else is a
/// mismatch.
bool read_object(Value& value, std::optional<Object>& object, Context& context);
bool read_array(Value& value, std::optional<Array>& array, Context& context);
/// Sets `out` to a string's text; leaves it for null.
bool read_string(Value& value, std::string& out, Context& context);
/// The same for what is good to know but not needed: anything but a string is passed over.
bool read_note(Value& value, std::string& out, Context& context);
/// A number as sent; -1e999 is -Infinity. Python's NaN, Infinity and -Infinity are read; null is
/// unknown_logprob.
inline bool read_number(Value& value, double& out, Context& context);
/// The same for what simdjson does not take, or reads wrongly.
bool read_odd_number(std::string_view raw, double& out, Context& context);
/// A whole number, or null.
bool read_integer(Value& value, std::optional<std::int64_t>& out, Context& context);

inline bool read_number(Value& value, double& out, Context& context) {
  // simdjson 3.0.1 reads some numbers of more than 19 digits wrongly.
  constexpr std::size_t safe_length = 20;
  const std::string_view raw = raw_text(value);
  if (raw.size() <= safe_length && value.get_double().get(out) == simdjson::SUCCESS) return true;
  return read_odd_number(raw, out, context);
}

/// Calls `visit(Key, Value&)` for each field until it returns false or the JSON turns out broken;
/// true when all were visited. (To copy simdjson's results costs more than to walk: hence the
/// references into `next`.)
template <typename Visit>
bool each_field(Object& object, Context& context, Visit visit) {
  for (auto next : object) {
    if (next.error() != simdjson::SUCCESS) return context.syntax();
    auto&& field = std::move(next).value_unsafe();
    if (!visit(field.key(), field.value())) return false;
  }
  return true;
}

/// Calls `visit(Value&, std::size_t index)` for each element likewise, and notes the index of one
/// that failed.
template <typename Visit>
bool each_element(Array& array, Context& context, Visit visit) {
  std::size_t index = 0;
  for (auto next : array) {
    if (next.error() != simdjson::SUCCESS) return context.syntax();
    auto&& element = std::move(next).value_unsafe();
    if (!visit(element, index)) return context.in(index);
    ++index;
  }
  return true;
}

/// The same for a value that is an array, or null for an empty one.
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

// Fields that many wire formats have.
#pragma once

#include "read/json/json.hpp"

namespace logprobs::read {

/// The key as it is spelled in the JSON, without its quotes; sets `plain` to whether it has no
/// escapes. The closing quote must exist, which it does once simdjson has found the key.
inline std::string_view key_text(Key key, bool& plain) {
  const char* end = key.raw();
  plain = true;
  for (; *end != '"'; ++end) {
    if (*end != '\\') continue;
    plain = false;
    ++end;
  }
  return {key.raw(), static_cast<std::size_t>(end - key.raw())};
}

/// Reads an index, 0 or more; null leaves `index` unchanged, and anything else is a mismatch.
bool read_index(Value& value, int& index, Context& context);

/// Reads when a response was made, in seconds since 1970; ignores anything but a number.
inline bool read_created(Value& value, Answer& answer) {
  double created = 0;
  if (value.get_double().get(created) == simdjson::SUCCESS) answer.created = created;
  return true;
}

/// The first character inside the array or object that starts at `raw`; a space if it is empty.
char first_inside(std::string_view raw, const Context& context);

/// True if the value, a list of tokens of this kind, is to be skipped, because ReadScope does not
/// ask for it. Notes that there was one, unless it is empty.
bool leaves_out(Kind kind, Value& value, Context& context);

/// Reads true or false; ignores anything else.
inline bool read_flag(Value& value, std::optional<bool>& flag) {
  bool found = false;
  if (value.get_bool().get(found) == simdjson::SUCCESS) flag = found;
  return true;
}

}  // namespace logprobs::read

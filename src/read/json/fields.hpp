// Fields that many wire formats have.
#pragma once

#include "read/json/json.hpp"

namespace logprobs::read {

/// The key as the JSON string that it is, without its quotes; `plain` when it has no escapes. A
/// document that got as far has the quote that ends it.
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

/// An index from 0 on; null leaves it as it is.
bool read_index(Value& value, int& index, Context& context);

/// The time at which a response was made, in seconds since 1970; another thing there is passed
/// over.
inline bool read_created(Value& value, Answer& answer) {
  double created = 0;
  if (value.get_double().get(created) == simdjson::SUCCESS) answer.created = created;
  return true;
}

/// The first character inside of the array or object that `raw` opens; a blank when it is empty.
char first_inside(std::string_view raw, const Context& context);

/// Whether the value, a list of tokens of this kind, is to be left out; notes that it was there.
bool leaves_out(Kind kind, Value& value, Context& context);

/// True or false; another thing there is passed over.
inline bool read_flag(Value& value, std::optional<bool>& flag) {
  bool found = false;
  if (value.get_bool().get(found) == simdjson::SUCCESS) flag = found;
  return true;
}

}  // namespace logprobs::read

// Fields that many wire formats have.
#pragma once

#include "json.hpp"

namespace logprobs {

/// An index from 0 on; null leaves it as it is.
bool read_index(Value& value, int& index, Context& context);

/// The time at which a response was made, in seconds since 1970; another thing there is passed
/// over.
inline bool read_created(Value& value, Answer& answer) {
  double created = 0;
  if (value.get_double().get(created) == simdjson::SUCCESS) answer.created = created;
  return true;
}

/// Whether the value, a list of tokens of this kind, is to be left out; notes that it was there.
bool leaves_out(Kind kind, Value& value, Context& context);

/// True or false; another thing there is passed over.
inline void read_flag(Value& value, std::optional<bool>& flag) {
  bool found = false;
  if (value.get_bool().get(found) == simdjson::SUCCESS) flag = found;
}

}  // namespace logprobs

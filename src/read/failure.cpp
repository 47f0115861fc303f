#include "failure.hpp"

namespace logprobs {
namespace {

constexpr std::string_view no_message = "the server gave no reason";

/// A code may be a word or a number; it is kept as text.
bool read_code(Value& value, Failure& failure, Context& context) {
  const std::string_view raw = raw_text(value);
  if (is_string(raw)) return read_string(value, failure.code, context);
  if (!raw.empty() && (raw.front() == '-' || (raw.front() >= '0' && raw.front() <= '9'))) {
    failure.code = raw;
  }
  return true;
}

bool read_status(Value& value, Failure& failure) {
  std::int64_t status = 0;
  if (value.get_int64().get(status) == simdjson::SUCCESS && status > 0 && status < 1000) {
    failure.status = static_cast<int>(status);
  }
  return true;
}

bool read_failure_field(Key key, Value& value, Failure& failure, Context& context) {
  if (is(key, "message")) return read_note(value, failure.message, context);
  if (is(key, "code")) return read_code(value, failure, context);
  if (is(key, "status")) return read_status(value, failure);
  return true;
}

}  // namespace

bool read_failure(Value& value, std::optional<Failure>& failure, Context& context) {
  const std::string_view raw = raw_text(value);
  if (is_null(raw) || raw == "false") return true;
  Failure found;
  Object object;
  const bool good = value.get_object().get(object) == simdjson::SUCCESS
                        ? each_field(object, context,
                                     [&](Key key, Value& field) {
                                       return read_failure_field(key, field, found, context);
                                     })
                        : read_note(value, found.message, context);
  if (found.message.empty()) found.message = no_message;
  failure = found;
  return good;
}

Outcome read_error_body(Object& object, Context& context) {
  Failure top;
  std::string object_name;
  std::optional<Failure>& failure = context.answer.failure;
  const bool good = each_field(object, context, [&](Key key, Value& value) {
    if (is(key, "error")) return read_failure(value, failure, context);
    if (is(key, "object")) return read_note(value, object_name, context);
    return read_failure_field(key, value, top, context);
  });
  if (!good) return gave_up(context);
  if (!failure && object_name != "error") return Outcome::not_mine;
  if (!failure) failure = top;
  if (failure->message.empty()) failure->message = no_message;
  return context.event ? Outcome::part : Outcome::whole;
}

}  // namespace logprobs

#include "failure.hpp"

#include <algorithm>
#include <array>

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

/// The message of an error that is itself kept as a string of JSON; empty when the text is none.
std::string nested_message(const std::string& text) {
  if (!trim(text).starts_with('{')) return "";
  const simdjson::padded_string padded(text);
  simdjson::ondemand::parser parser;
  simdjson::ondemand::document document;
  Object object;
  if (parser.iterate(padded).get(document) != simdjson::SUCCESS) return "";
  if (document.get_object().get(object) != simdjson::SUCCESS) return "";
  Answer answer;
  Context context{answer, false, padded};
  const bool found = read_error_body(object, context) == Outcome::whole && answer.failure;
  return found ? answer.failure->message : "";
}

/// Reads a message; where a gateway wraps a provider's error in a string, the provider's own.
bool read_message(Value& value, Failure& failure, Context& context) {
  std::string text;
  if (!read_note(value, text, context)) return false;
  const std::string nested = nested_message(text);
  if (!text.empty()) failure.message = nested.empty() ? text : nested;
  return true;
}

/// OpenRouter's `metadata`: `raw` is what the provider said.
bool read_metadata(Value& value, std::string& raw, Context& context) {
  Object metadata;
  if (value.get_object().get(metadata) != simdjson::SUCCESS) return true;
  return each_field(metadata, context, [&](Key key, Value& field) {
    return !is(key, "raw") || read_note(field, raw, context);
  });
}

bool read_failure_field(Key key, Value& value, Failure& failure, Context& context) {
  if (is(key, "message")) return read_message(value, failure, context);
  if (is(key, "code")) return read_code(value, failure, context);
  if (is(key, "status")) return read_status(value, failure);
  return true;
}

bool read_failure_object(Object& object, Failure& failure, Context& context) {
  std::string raw;
  const bool good = each_field(object, context, [&](Key key, Value& field) {
    if (is(key, "metadata")) return read_metadata(field, raw, context);
    return read_failure_field(key, field, failure, context);
  });
  if (raw.empty()) return good;
  const std::string nested = nested_message(raw);
  failure.message = nested.empty() ? raw : nested;
  return good;
}

/// The keys of an error that has no `error` around it.
bool is_error_key(Key key) {
  static constexpr std::array<std::string_view, 10> names = {
      "message", "detail", "type",       "code",   "param",
      "status",  "id",     "request_id", "object", "__type",
  };
  return std::any_of(names.begin(), names.end(),
                     [&](std::string_view name) { return is(key, name); });
}

/// FastAPI's `detail`: a text, an object like `error`, or a list of {"msg": ...}.
bool read_detail(Value& value, Failure& failure, Context& context) {
  Object object;
  Array array;
  if (value.get_array().get(array) == simdjson::SUCCESS) {
    return each_element(array, context, [&](Value& element, std::size_t) {
      return !failure.message.empty() || read_detail(element, failure, context);
    });
  }
  if (value.get_object().get(object) != simdjson::SUCCESS) {
    return read_message(value, failure, context);
  }
  return each_field(object, context, [&](Key key, Value& field) {
    if (is(key, "msg") || is(key, "error")) return read_message(field, failure, context);
    return read_failure_field(key, field, failure, context);
  });
}

}  // namespace

bool read_failure(Value& value, std::optional<Failure>& failure, Context& context) {
  const std::string_view raw = raw_text(value);
  if (is_null(raw) || raw == "false") return true;
  Failure found;
  Object object;
  const bool good = value.get_object().get(object) == simdjson::SUCCESS
                        ? read_failure_object(object, found, context)
                        : read_message(value, found, context);
  if (found.message.empty()) found.message = no_message;
  failure = found;
  return good;
}

Outcome read_error_body(Object& object, Context& context) {
  Failure top;
  std::string type;
  bool only_error_keys = true;
  std::optional<Failure>& failure = context.answer.failure;
  const bool good = each_field(object, context, [&](Key key, Value& value) {
    only_error_keys = only_error_keys && is_error_key(key);
    if (is(key, "error")) return read_failure(value, failure, context);
    if (is(key, "object") || is(key, "type")) {
      return type == "error" || read_note(value, type, context);
    }
    if (is(key, "detail")) return read_detail(value, top, context);
    return read_failure_field(key, value, top, context);
  });
  const bool may_be_error = type.empty() || type.find("rror") != std::string::npos ||
                            type.find("xception") != std::string::npos;
  const bool bare = type == "error" || (only_error_keys && may_be_error && !top.message.empty());
  const Outcome outcome = outcome_of(good, failure || bare, context);
  if (outcome != Outcome::whole) return outcome;
  if (!failure) failure = top;
  if (failure->message.empty() || failure->message == no_message) {
    failure->message = top.message.empty() ? no_message : top.message;
  }
  return context.event ? Outcome::part : Outcome::whole;
}

}  // namespace logprobs

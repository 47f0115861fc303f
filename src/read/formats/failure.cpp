#include "read/formats/failure.hpp"

#include <algorithm>
#include <array>

#include "read/json/fields.hpp"

namespace logprobs::read {
namespace {

constexpr std::string_view no_message = "the server gave no reason";

/// Reads a code, which may be a word or a number, as text.
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

/// The message of an error that was put into a string as JSON; empty if the text is not that.
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

bool read_reason(Value& value, Failure& failure, Context& context);

/// Reads the message of an error, unless there is one already.
bool read_message(Value& value, Failure& failure, Context& context) {
  Failure inner;
  const bool good = read_reason(value, inner, context);
  if (failure.message.empty()) failure.message = inner.message;
  return good;
}

/// OpenRouter's `metadata`: in `raw`, the provider says more than OpenRouter does.
bool read_metadata(Value& value, Failure& failure, Context& context) {
  Object metadata;
  if (value.get_object().get(metadata) != simdjson::SUCCESS) return true;
  return each_field(metadata, context, [&](Key key, Value& field) {
    if (!is(key, "raw")) return true;
    failure.message.clear();
    return read_message(field, failure, context);
  });
}

bool read_failure_field(Key key, Value& value, Failure& failure, Context& context) {
  if (is(key, "message") || is(key, "Message") || is(key, "msg")) {
    return read_message(value, failure, context);
  }
  if (is(key, "detail") || is(key, "error") || is(key, "errors")) {
    return read_message(value, failure, context);
  }
  if (is(key, "code") || is(key, "error_code")) return read_code(value, failure, context);
  if (is(key, "status") || is(key, "statusCode")) return read_status(value, failure);
  return !is(key, "metadata") || read_metadata(value, failure, context);
}

/// Reads why something failed, however it is wrapped: a text, which may itself be JSON, an object,
/// or a list, of which the first counts.
bool read_reason(Value& value, Failure& failure, Context& context) {
  Object object;
  Array array;
  if (value.get_array().get(array) == simdjson::SUCCESS) {
    return each_element(array, context, [&](Value& element, std::size_t) {
      return !failure.message.empty() || read_reason(element, failure, context);
    });
  }
  if (value.get_object().get(object) == simdjson::SUCCESS) {
    return each_field(object, context, [&](Key key, Value& field) {
      return read_failure_field(key, field, failure, context);
    });
  }
  std::string text;
  if (!read_note(value, text, context)) return false;
  const std::string nested = nested_message(text);
  if (!text.empty()) failure.message = nested.empty() ? text : nested;
  return true;
}

/// Whether the key is one of an error that is not inside `error`.
bool is_error_key(Key key) {
  static constexpr std::array<std::string_view, 20> names = {
      "message",    "Message", "detail",     "title",           "errors",
      "type",       "__type",  "code",       "error_code",      "ErrorCode",
      "param",      "status",  "statusCode", "status_code",     "id",
      "request_id", "object",  "success",    "OriginalMessage", "OriginalStatusCode",
  };
  return std::any_of(names.begin(), names.end(),
                     [&](std::string_view name) { return is(key, name); });
}

/// Whether events of this type are known to have none of an answer's text: of OpenAI's Responses,
/// transcriptions and Realtime sessions, of Cohere, and signs of life.
bool is_event_without_tokens(std::string_view type) {
  static constexpr std::array<std::string_view, 10> beginnings = {
      "response.",     "transcript.",         "session.",
      "conversation.", "input_audio_buffer.", "output_audio_buffer.",
      "rate_limits.",  "tool-plan-",          "tool-call-",
      "citation-"};
  return type == "ping" ||
         std::any_of(beginnings.begin(), beginnings.end(),
                     [&](std::string_view each) { return type.starts_with(each); });
}

/// Whether the value means that there was no error: null, false, or anything empty.
bool means_no_error(std::string_view raw, const Context& context) {
  if (is_null(raw) || raw == "false" || raw == "\"\"") return true;
  const bool has_more = raw.starts_with('{') || raw.starts_with('[');
  return has_more && first_inside(raw, context) == ' ';
}

}  // namespace

bool read_failure(Value& value, std::optional<Failure>& failure, Context& context) {
  if (means_no_error(raw_text(value), context)) return true;
  Failure found;
  const bool good = read_reason(value, found, context);
  if (found.message.empty()) found.message = no_message;
  failure = found;
  return good;
}

Outcome read_error_body(Object& object, Context& context) {
  Failure top;
  std::string type;
  bool only_error_keys = true;
  bool session = false;  // the object is an event of OpenAI's Realtime sessions
  std::optional<Failure>& failure = context.answer.failure;
  const bool good = each_field(object, context, [&](Key key, Value& value) {
    only_error_keys = only_error_keys && is_error_key(key);
    if (is(key, "error")) {
      // Here even an empty error is an error.
      const std::string_view raw = raw_text(value);
      if (!is_null(raw) && raw != "false") failure = Failure{std::string(no_message), "", {}};
      return read_failure(value, failure, context);
    }
    if (is(key, "event_id")) session = is_string(raw_text(value));
    if (is(key, "object") || is(key, "type")) {
      return type == "error" || read_note(value, type, context);
    }
    return read_failure_field(key, value, top, context);
  });
  context.notes.event_without_tokens = is_event_without_tokens(type);
  context.notes.session = session && !type.empty() && type != "error";
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

}  // namespace logprobs::read

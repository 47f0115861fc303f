#include "decoder.hpp"

#include <fmt/format.h>

#include <new>

#include "answer.hpp"
#include "broken.hpp"
#include "failure.hpp"

namespace logprobs {
namespace {

constexpr std::string_view unknown_format = "this is JSON, but not a response in a known format";

/// Puts what the envelope says into the answer that its body gave.
void settle(const BatchLine& line, Answer& answer) {
  if (line.error) answer.failure = line.error;
  const std::int64_t status = line.status.value_or(0);
  if (!answer.failure && status >= 400) {
    answer.failure = Failure{fmt::format("the request failed with status {}", status), "", {}};
  }
  if (answer.failure && status > 0 && status < 1000) {
    answer.failure->status = static_cast<int>(status);
  }
}

/// Goes back to the object's first field and takes back what a reader did before it gave up.
bool start_again(Object& object, Context& context) {
  forget(context.answer);
  context.trouble = {};
  context.lone_surrogate = context.named_by_id = false;
  return object.reset().error() == simdjson::SUCCESS;
}

void add_warnings(const Context& context) {
  if (context.lone_surrogate) {
    context.answer.warnings.push_back(
        "a string held half of a surrogate pair; U+FFFD stands in its place");
  }
  if (context.named_by_id) {
    context.answer.warnings.push_back("tokens were sent without their text; their ids are shown");
  }
}

}  // namespace

Decoder::Decoder(std::string_view from) : from_(from) {}

Outcome Decoder::decode(const Document& document, Answer& into) {
  Context context{into, document.event, document.text};
  elements_.clear();
  trouble_.clear();
  simdjson::ondemand::document root;
  const std::size_t capacity = document.text.size() + Buffer::padding;
  const simdjson::error_code error =
      parser_.iterate(document.text.data(), document.text.size(), capacity).get(root);
  if (error == simdjson::MEMALLOC) throw std::bad_alloc();
  if (error != simdjson::SUCCESS) {
    problem_ = describe_broken(document, nullptr);
    return Outcome::broken;
  }
  Outcome outcome = read_root(root, context);
  if (outcome == Outcome::several && document.element) outcome = Outcome::not_mine;
  const char* location = nullptr;
  const bool more = root.current_location().get(location) == simdjson::SUCCESS;
  const bool finished = outcome != Outcome::unusable && outcome != Outcome::not_mine;
  if (more && finished) outcome = Outcome::broken;  // something follows the value
  if (outcome == Outcome::broken) problem_ = describe_broken(document, more ? location : nullptr);
  if (outcome == Outcome::unusable) {
    trouble_ = fmt::format("{} {}", context.trouble.path, context.trouble.what);
  }
  if (outcome == Outcome::not_mine) trouble_ = unknown_format;
  add_warnings(context);
  return outcome;
}

Outcome Decoder::read_root(simdjson::ondemand::document& root, Context& context) {
  Object object;
  Array array;
  simdjson::error_code error = root.get_object().get(object);
  if (error == simdjson::SUCCESS) return read_object(object, context);
  if (error != simdjson::INCORRECT_TYPE) return Outcome::broken;
  error = root.get_array().get(array);
  if (error == simdjson::SUCCESS) return read_list(array, context);
  if (error != simdjson::INCORRECT_TYPE) return Outcome::broken;
  return kind_of(context.text).empty() ? Outcome::broken : Outcome::not_mine;
}

Outcome Decoder::read_object(Object& object, Context& context) {
  const bool batch_first = last_was_batch_;
  for (const bool batch : {batch_first, !batch_first}) {
    const Outcome outcome =
        batch ? read_batch_line(object, context) : read_response(object, context);
    last_was_batch_ = batch;
    if (outcome != Outcome::not_mine) return outcome;
    if (!start_again(object, context)) return Outcome::broken;
  }
  last_was_batch_ = false;
  return read_error_body(object, context);
}

/// Tries the formats, the one that fitted last first.
Outcome Decoder::read_response(Object& object, Context& context) {
  const std::span<const Format> table = format_table();
  for (std::size_t i = 0; i <= table.size(); ++i) {
    const std::size_t format = i == 0 ? last_format_ : i - 1;
    const bool again = i != 0 && format == last_format_;
    if (again || !allowed(table[format])) continue;
    const Outcome outcome = table[format].read(object, context);
    if (outcome != Outcome::not_mine) {
      last_format_ = format;
      context.answer.format = table[format].info.name;
      return outcome;
    }
    if (!start_again(object, context)) return Outcome::broken;
  }
  return Outcome::not_mine;
}

/// Reads the line of an OpenAI Batch output file: a response in an envelope, or why there is none.
Outcome Decoder::read_batch_line(Object& object, Context& context) {
  BatchLine line;
  const bool good = each_field(object, context, [&](Key key, Value& value) {
    if (is(key, "custom_id")) return read_note(value, line.custom_id, context);
    if (is(key, "error")) return read_failure(value, line.error, context);
    return !is(key, "response") || read_batch_response(value, line, context) ||
           context.in("response");
  });
  context.answer.custom_id = line.custom_id;
  const bool body_failed = line.body == Outcome::broken || line.body == Outcome::unusable;
  if (!good) return body_failed ? line.body : gave_up(context);
  const bool refused = line.has_response && (line.error || line.status.value_or(0) >= 400);
  if (!line.has_body && !refused) return Outcome::not_mine;
  if (line.has_body && line.body == Outcome::not_mine) {
    context.trouble = {"response.body", "is not a response in a known format"};
    return Outcome::unusable;
  }
  settle(line, context.answer);
  return Outcome::whole;
}

/// Reads `response`: null for a line that failed, else an object with the body.
bool Decoder::read_batch_response(Value& value, BatchLine& line, Context& context) {
  Object response;
  const bool is_object = value.get_object().get(response) == simdjson::SUCCESS;
  line.has_response = is_object || is_null(raw_text(value));
  return !is_object || each_field(response, context, [&](Key key, Value& field) {
    if (is(key, "status_code")) {
      return read_integer(field, line.status, context) || context.in("status_code");
    }
    Object body;
    if (!is(key, "body") || field.get_object().get(body) != simdjson::SUCCESS) return true;
    line.has_body = true;
    line.body = read_response(body, context);
    if (line.body == Outcome::not_mine) line.body = read_error_body(body, context);
    const bool failed = line.body == Outcome::broken || line.body == Outcome::unusable;
    return !failed || context.in("body");
  });
}

Outcome Decoder::read_list(Array& array, Context& context) {
  for (const Format& format : format_table()) {
    if (format.read_array == nullptr || !allowed(format)) continue;
    const Outcome outcome = format.read_array(array, context);
    context.answer.format = format.info.name;
    if (outcome != Outcome::not_mine) return outcome;
    forget(context.answer);
    if (array.reset().error() != simdjson::SUCCESS) return Outcome::broken;
  }
  const bool good = each_element(
      array, context, [&](Value& element, std::size_t) { return add_element(element, context); });
  return good ? Outcome::several : gave_up(context);
}

/// Notes an array's element, to be decoded by itself.
bool Decoder::add_element(Value& element, Context& context) {
  Object object;
  Array array;
  std::string_view text;
  const simdjson::error_code error =
      element.get_object().get(object) == simdjson::SUCCESS ? object.raw_json().get(text)
      : element.get_array().get(array) == simdjson::SUCCESS ? array.raw_json().get(text)
                                                            : simdjson::INCORRECT_TYPE;
  if (error == simdjson::INCORRECT_TYPE) {
    return context.mismatch(raw_text(element), "a response");
  }
  elements_.push_back(trim(text));
  return error == simdjson::SUCCESS || context.syntax();
}

}  // namespace logprobs

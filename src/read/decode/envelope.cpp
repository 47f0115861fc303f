#include "read/decode/envelope.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "read/formats/failure.hpp"
#include "read/formats/formats.hpp"
#include "read/json/fields.hpp"

namespace logprobs::read {
namespace {

/// A walk over one envelope.
class EnvelopeReader {
 public:
  EnvelopeReader(const BodyReaders& readers, Envelope& envelope, Context& context)
      : readers_(readers), envelope_(envelope), context_(context) {}

  Outcome read(Object& object);

 private:
  bool read_field(Key key, Value& value);
  bool read_wrapped(std::string_view name, Value& value);
  bool read_body(std::string_view where, Value& value);
  bool take_body(std::string_view where, Outcome outcome);

  const BodyReaders& readers_;
  Envelope& envelope_;
  Context& context_;
};

Outcome EnvelopeReader::read(Object& object) {
  const bool good =
      each_field(object, context_, [&](Key key, Value& value) { return read_field(key, value); });
  context_.answer.custom_id = envelope_.custom_id;
  const Outcome body = envelope_.body;
  const bool failed = body == Outcome::broken || body == Outcome::unusable;
  if (!good) return failed ? body : outcome_of(false, true, context_);
  const bool refused =
      envelope_.has_response && (envelope_.error || envelope_.status.value_or(0) >= 400);
  if (!envelope_.has_body && !refused) return Outcome::not_mine;
  if (envelope_.has_body && body == Outcome::not_mine) {
    context_.trouble = {envelope_.where, "is not a response in a known format"};
    return Outcome::unusable;
  }
  if (body == Outcome::text || body == Outcome::several) return body;
  put_into(envelope_, context_.answer);
  return envelope_.has_body ? body : Outcome::whole;
}

bool EnvelopeReader::read_field(Key key, Value& value) {
  bool plain = false;
  const std::string_view name = key_text(key, plain);
  if (formats_with(name) != 0) envelope_.in_doubt = true;
  if (is(key, "custom_id")) return read_note(value, envelope_.custom_id, context_);
  if (is(key, "error")) return read_failure(value, envelope_.error, context_);
  return envelope_.has_body || !is_wrapper(key) || read_wrapped(name, value);
}

/// Reads what a wrapper holds: null for a request that failed, an object that has the body next
/// to its status, or the response itself.
bool EnvelopeReader::read_wrapped(std::string_view name, Value& value) {
  Object object;
  if (value.get_object().get(object) != simdjson::SUCCESS) {
    if (name == "response" && is_null(raw_text(value))) envelope_.has_response = true;
    return read_body(name, value) || context_.in(name);
  }
  if (name == "response") envelope_.has_response = true;
  const bool good = each_field(object, context_, [&](Key key, Value& field) {
    if (is(key, "status_code")) {
      return read_integer(field, envelope_.status, context_) || context_.in("status_code");
    }
    const std::string_view inner = is(key, "body")                ? "body"
                                   : is(key, "response_metadata") ? "response_metadata"
                                                                  : "";
    if (inner.empty()) return true;
    return read_body(fmt::format("{}.{}", name, inner), field) || context_.in(inner);
  });
  if (!good) return context_.in(name);
  if (envelope_.has_body) return true;
  if (object.reset().error() != simdjson::SUCCESS) return context_.syntax();
  const Outcome outcome = readers_.read_response(object, context_);
  return outcome == Outcome::not_mine || take_body(name, outcome) || context_.in(name);
}

/// Reads the response itself: an object, several in an array, or a string that holds it.
bool EnvelopeReader::read_body(std::string_view where, Value& value) {
  Object object;
  if (value.get_object().get(object) == simdjson::SUCCESS) {
    return take_body(where, readers_.read_response(object, context_));
  }
  Array array;
  if (value.get_array().get(array) == simdjson::SUCCESS) {
    return take_body(where, readers_.read_array(array, context_));
  }
  std::string text;
  if (!read_note(value, text, context_)) return false;
  if (!may_hold_response(text)) return true;
  envelope_.text = std::move(text);
  return take_body(where, Outcome::text);
}

/// Notes what the body turned out to be; false if it ends the reading.
bool EnvelopeReader::take_body(std::string_view where, Outcome outcome) {
  envelope_.has_body = true;
  envelope_.where = where;
  envelope_.body = outcome;
  return outcome != Outcome::broken && outcome != Outcome::unusable;
}

}  // namespace

Outcome read_envelope(Object& object, const BodyReaders& readers, Envelope& envelope,
                      Context& context) {
  envelope = {};
  return EnvelopeReader(readers, envelope, context).read(object);
}

bool is_wrapper(Key key) {
  static constexpr std::array<std::string_view, 9> names = {
      "response", "body",   "response_body", "response_json",     "raw_response",
      "data",     "kwargs", "chatResponse",  "response_metadata",
  };
  return std::any_of(names.begin(), names.end(),
                     [&](std::string_view name) { return is(key, name); });
}

bool may_hold_response(std::string_view text) {
  const std::string_view start = trim(text);
  static constexpr std::array<std::string_view, 7> signs = {
      "{", "[", "data:", "event:", "id:", "retry:", ":"};
  return std::any_of(signs.begin(), signs.end(),
                     [&](std::string_view sign) { return start.starts_with(sign); });
}

void put_into(const Envelope& envelope, Answer& answer) {
  if (!envelope.custom_id.empty()) answer.custom_id = envelope.custom_id;
  if (envelope.error) answer.failure = envelope.error;
  const std::int64_t status = envelope.status.value_or(0);
  if (!answer.failure && status >= 400) {
    answer.failure = Failure{fmt::format("the request failed with status {}", status), "", {}};
  }
  if (answer.failure && status > 0 && status < 1000) {
    answer.failure->status = static_cast<int>(status);
  }
}

}  // namespace logprobs::read

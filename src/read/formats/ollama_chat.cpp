// Ollama's own /api/chat and /api/generate: one object, or a line for each piece of an answer.
#include "read/formats/failure.hpp"
#include "read/formats/formats.hpp"
#include "read/json/fields.hpp"
#include "read/tokens/build.hpp"
#include "read/tokens/message.hpp"
#include "read/tokens/token_list.hpp"

namespace logprobs::read {
namespace {

struct Fields {
  bool answer = false;  // has `response`, `message` or `logprobs`
  std::optional<bool> done{};
  std::string reason{};
};

bool read_message(Value& value, Context& context) {
  std::optional<Object> object;
  if (!read_object(value, object, context)) return false;
  return !object || each_field(*object, context, [&](Key key, Value& field) {
    if (is(key, "content")) return append_message(field, 0, Kind::content, context);
    if (is(key, "tool_calls")) return note_calls(field, context);
    if (!is(key, "thinking")) return true;
    return append_message(field, 0, Kind::reasoning, context);
  });
}

bool read_field(Key key, Value& value, Fields& fields, Context& context) {
  if (is(key, "logprobs")) {
    fields.answer = true;
    return read_tokens(value, choice_of(context.answer, 0, Kind::content).tokens, context) ||
           context.in("logprobs");
  }
  if (is(key, "response")) {
    fields.answer = true;
    return append_message(value, 0, Kind::content, context);
  }
  if (is(key, "message")) {
    fields.answer = true;
    return read_message(value, context) || context.in("message");
  }
  if (is(key, "thinking")) {
    return append_message(value, 0, Kind::reasoning, context);
  }
  if (is(key, "done")) return read_flag(value, fields.done);
  if (is(key, "done_reason")) return read_note(value, fields.reason, context);
  if (is(key, "model")) return read_note(value, context.answer.model, context);
  return !is(key, "error") || read_failure(value, context.answer.failure, context);
}

}  // namespace

Outcome read_ollama_chat(Object& object, Context& context) {
  Fields fields;
  choice_of(context.answer, 0, Kind::content);
  const bool good = each_top_field(object, context, [&](Key key, Value& value) {
    return read_field(key, value, fields, context);
  });
  const Outcome outcome = outcome_of(good, fields.answer && fields.done, context);
  if (outcome != Outcome::whole) return outcome;
  note_empty_delta(context);
  if (!*fields.done) return Outcome::part;
  end_choice(context.answer, 0, fields.reason);
  return context.event ? Outcome::part : Outcome::last;
}

}  // namespace logprobs::read

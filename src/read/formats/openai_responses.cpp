// OpenAI's Responses: a whole response, or the events of one, also of a text in a Realtime session.
// A stream sends each token in a delta and all of them again in later events. Only the deltas
// count, and the last event for what no delta had.
#include <algorithm>
#include <array>

#include "read/formats/failure.hpp"
#include "read/formats/formats.hpp"
#include "read/json/fields.hpp"
#include "read/tokens/build.hpp"
#include "read/tokens/token_list.hpp"

namespace logprobs::read {
namespace {

/// Appends one part of an output's `content`. All parts together are one choice.
bool read_part(Value& value, Kind kind, bool& listed, Context& context) {
  std::optional<Object> object;
  std::string type;
  std::string text;
  if (!read_object(value, object, context)) return false;
  std::vector<Token> tokens;
  const bool good = !object || each_field(*object, context, [&](Key key, Value& field) {
    if (is(key, "type")) return read_note(field, type, context);
    if (is(key, "text") || is(key, "refusal")) return read_note(field, text, context);
    if (!is(key, "logprobs") || leaves_out(kind, field, context)) return true;
    listed = listed || raw_text(field).starts_with('[');
    return read_tokens(field, tokens, context) || context.in("logprobs");
  });
  if (kind == Kind::content && type == "refusal") kind = Kind::refusal;
  if (tokens.empty() && kind == Kind::reasoning) return good;
  Choice& choice = choice_of(context.answer, 0, kind);
  choice.message += text;
  choice.tokens.insert(choice.tokens.end(), tokens.begin(), tokens.end());
  return good;
}

bool read_output(Value& value, bool& listed, Context& context) {
  std::optional<Object> object;
  std::string type;
  CallPiece call;
  if (!read_object(value, object, context)) return false;
  const bool good = !object || each_field(*object, context, [&](Key key, Value& field) {
    if (is(key, "type")) return read_note(field, type, context);
    if (is(key, "name")) return read_note(field, call.call.name, context);
    if (is(key, "arguments")) return read_note(field, call.call.arguments, context);
    if (!is(key, "content")) return true;
    const Kind kind = type == "reasoning" ? Kind::reasoning : Kind::content;
    return each_of(
               field, context,
               [&](Value& part, std::size_t) { return read_part(part, kind, listed, context); }) ||
           context.in("content");
  });
  if (type == "function_call" || type == "custom_tool_call") {
    call.index = static_cast<std::int64_t>(context.notes.calls.size());
    context.notes.calls.push_back(std::move(call));
  }
  return good;
}

/// What a response says apart from its tokens.
struct Body {
  std::string object_name{};
  std::string status{};
  std::string reason{};  // why it is incomplete
  bool output = false;
  bool listed = false;  // a part had `logprobs`
};

bool read_incomplete(Value& value, Body& body, Context& context) {
  Object details;
  if (value.get_object().get(details) != simdjson::SUCCESS) return true;
  return each_field(details, context, [&](Key key, Value& field) {
    return !is(key, "reason") || read_note(field, body.reason, context);
  });
}

bool read_body_field(Key key, Value& value, Body& body, Context& context) {
  Answer& answer = context.answer;
  if (is(key, "id")) return read_note(value, answer.id, context);
  if (is(key, "model")) return read_note(value, answer.model, context);
  if (is(key, "object")) return read_note(value, body.object_name, context);
  if (is(key, "status")) return read_note(value, body.status, context);
  if (is(key, "created_at")) return read_created(value, answer);
  if (is(key, "error")) return read_failure(value, answer.failure, context) || context.in("error");
  if (is(key, "incomplete_details")) return read_incomplete(value, body, context);
  Array outputs;
  if (!is(key, "output") || value.get_array().get(outputs) != simdjson::SUCCESS) return true;
  body.output = true;
  return each_element(outputs, context,
                      [&](Value& output, std::size_t) {
                        return read_output(output, body.listed, context);
                      }) ||
         context.in("output");
}

bool read_body(Object& object, Body& body, Context& context) {
  return each_field(object, context, [&](Key key, Value& value) {
    return read_body_field(key, value, body, context);
  });
}

/// Notes the end of a response and the reason for it, such as “max_output_tokens”.
void end_response(const Body& body, Context& context) {
  choice_of(context.answer, 0, Kind::content);
  end_choice(context.answer, 0, body.reason.empty() ? body.status : body.reason);
}

/// One event of a stream.
struct Delta {
  std::string type{};
  std::string text{};
  std::vector<Token> tokens{};
  Body body{};
  std::string item{};
  bool session = false;  // it is of a Realtime session
};

bool read_event_field(Key key, Value& value, Delta& event, Context& context) {
  if (is(key, "type")) return read_note(value, event.type, context);
  if (is(key, "delta") || is(key, "text")) return read_note(value, event.text, context);
  if (is(key, "item_id")) return read_note(value, event.item, context);
  if (is(key, "event_id")) {
    event.session = is_string(raw_text(value));
    return true;
  }
  // The events that repeat all tokens have this key too; take_event() drops those tokens.
  if (is(key, "logprobs")) {
    return read_tokens(value, event.tokens, context) || context.in("logprobs");
  }
  std::optional<Object> response;
  if (!is(key, "response")) return true;
  if (!read_object(value, response, context)) return context.in("response");
  return !response || read_body(*response, event.body, context) || context.in("response");
}

bool is_event_key(Key key) {
  static constexpr std::array<std::string_view, 7> keys = {
      "type", "delta", "text", "response", "logprobs", "item_id", "event_id"};
  return std::any_of(keys.begin(), keys.end(),
                     [&](std::string_view name) { return is(key, name); });
}

bool ends_response(std::string_view type) {
  return type == "response.completed" || type == "response.incomplete" ||
         type == "response.failed" || type == "response.cancelled";
}

/// Adds what an event contributes to the response.
Outcome take_event(const Delta& event, Context& context) {
  const bool text = event.type == "response.output_text.delta";
  const bool refusal = event.type == "response.refusal.delta";
  const bool reasoning = event.type == "response.reasoning_text.delta";
  if (text || refusal || (reasoning && !event.tokens.empty())) {
    Choice& choice = choice_of(context.answer, 0,
                               refusal     ? Kind::refusal
                               : reasoning ? Kind::reasoning
                                           : Kind::content);
    choice.message = event.text;
    choice.tokens = event.tokens;
  } else if (ends_response(event.type)) {
    end_response(event.body, context);
    context.notes.repeats = Repeats::yes;
  }
  return Outcome::part;
}

/// Adds what an event contributes to an item of a Realtime session.
Outcome take_session_event(const Delta& event, Context& context) {
  const bool ends = event.type.ends_with(".done");
  context.notes.session = true;
  context.answer.id = event.item;
  Choice& choice = choice_of(context.answer, 0, Kind::content);
  choice.message = event.text;
  choice.tokens = event.tokens;
  if (ends) end_choice(context.answer, 0, "");
  if (ends) context.notes.repeats = Repeats::yes;
  return Outcome::part;
}

bool is_session_text(std::string_view type) {
  return type == "response.output_text.delta" || type == "response.output_text.done" ||
         type == "response.text.delta" || type == "response.text.done";
}

}  // namespace

Outcome read_openai_responses(Object& object, Context& context) {
  Delta event;
  Body& body = event.body;
  const bool good = each_top_field(object, context, [&](Key key, Value& value) {
    if (is_event_key(key)) {
      return read_event_field(key, value, event, context);
    }
    return read_body_field(key, value, body, context);
  });
  const bool is_event =
      event.session ? is_session_text(event.type) : event.type.starts_with("response.");
  const bool is_body = body.output && (body.object_name == "response" || body.listed);
  const Outcome outcome = outcome_of(good, is_event || is_body, context);
  if (outcome != Outcome::whole) return outcome;
  if (is_event && event.session) return take_session_event(event, context);
  if (is_event) return take_event(event, context);
  end_response(body, context);
  return Outcome::whole;
}

}  // namespace logprobs::read

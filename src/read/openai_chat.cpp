// OpenAI chat completions: a whole response, or a chunk of a stream. Many servers write this shape.
#include <limits>

#include "answer.hpp"
#include "failure.hpp"
#include "formats.hpp"
#include "token_list.hpp"

namespace logprobs {
namespace {

constexpr int not_numbered = -1;  // a choice whose index has not been read yet

/// What tells a chunk from a whole response.
struct Signs {
  bool choices = false;
  bool message = false;
  bool delta = false;
};

/// Appends a message's (or a delta's) own text to the choice.
bool read_message(Value& value, Context& context) {
  std::optional<Object> object;
  if (!read_object(value, object, context)) return false;
  return !object || each_field(*object, context, [&](Key key, Value& field) {
    const bool content = is(key, "content");
    if (!content && !is(key, "refusal")) return true;
    std::string text;
    if (!read_note(field, text, context)) return false;
    const Kind kind = content ? Kind::content : Kind::refusal;
    if (!text.empty()) choice_of(context.answer, not_numbered, kind).message += text;
    return true;
  });
}

bool read_choice_logprobs(Value& value, Context& context) {
  std::optional<Object> object;
  if (!read_object(value, object, context)) return false;
  return !object || read_logprobs(*object, not_numbered, context);
}

bool read_index(Value& value, int& index, Context& context) {
  std::optional<std::int64_t> number;
  if (!read_integer(value, number, context)) return false;
  if (!number) return true;
  if (*number < 0 || *number > std::numeric_limits<int>::max()) {
    context.trouble = {"", "is not an index (0 or more)"};
    return false;
  }
  index = static_cast<int>(*number);
  return true;
}

/// What one entry of `choices` says beside its tokens.
struct Entry {
  int index = 0;
  std::string finish_reason;
};

bool read_entry_field(Key key, Value& value, Entry& entry, Signs& signs, Context& context) {
  if (is(key, "index")) return read_index(value, entry.index, context) || context.in("index");
  if (is(key, "logprobs")) {
    return read_choice_logprobs(value, context) || context.in("logprobs");
  }
  if (is(key, "message")) {
    signs.message = true;
    return read_message(value, context) || context.in("message");
  }
  if (is(key, "delta")) {
    signs.delta = true;
    return read_message(value, context) || context.in("delta");
  }
  if (is(key, "text")) {
    return read_note(value, choice_of(context.answer, not_numbered, Kind::content).message,
                     context);
  }
  return !is(key, "finish_reason") || read_note(value, entry.finish_reason, context);
}

/// Reads one entry of `choices`; `place` is its index unless the wire numbers it.
bool read_entry(Value& value, std::size_t place, Signs& signs, Context& context) {
  Object object;
  if (value.get_object().get(object) != simdjson::SUCCESS) {
    return context.mismatch(raw_text(value), "an object");
  }
  Entry entry{static_cast<int>(place), ""};
  choice_of(context.answer, not_numbered, Kind::content);
  const bool good = each_field(object, context, [&](Key key, Value& field) {
    return read_entry_field(key, field, entry, signs, context);
  });
  renumber(context.answer, not_numbered, entry.index);
  if (!entry.finish_reason.empty()) {
    set_finish_reason(context.answer, entry.index, entry.finish_reason);
  }
  return good;
}

bool read_choices(Value& value, Signs& signs, Context& context) {
  std::optional<Array> array;
  if (!read_array(value, array, context)) return false;
  return !array || each_element(*array, context, [&](Value& element, std::size_t place) {
    return read_entry(element, place, signs, context);
  });
}

bool read_envelope(Key key, Value& value, std::string& object_name, Context& context) {
  Answer& answer = context.answer;
  if (is(key, "id")) return read_note(value, answer.id, context);
  if (is(key, "model")) return read_note(value, answer.model, context);
  if (is(key, "object")) return read_note(value, object_name, context);
  if (is(key, "error")) return read_failure(value, answer.failure, context) || context.in("error");
  if (is(key, "created")) {
    double created = 0;
    if (value.get_double().get(created) == simdjson::SUCCESS) answer.created = created;
  }
  return true;
}

}  // namespace

Outcome read_openai_chat(Object& object, Context& context) {
  Signs signs;
  std::string object_name;
  const bool good = each_field(object, context, [&](Key key, Value& value) {
    if (!is(key, "choices")) return read_envelope(key, value, object_name, context);
    signs.choices = true;
    return read_choices(value, signs, context) || context.in("choices");
  });
  if (!good) return gave_up(context);
  if (!signs.choices) return Outcome::not_mine;
  if (signs.delta) return Outcome::part;
  if (signs.message) return Outcome::whole;
  const bool chunk = context.event || object_name.ends_with(".chunk");
  return chunk ? Outcome::part : Outcome::whole;
}

}  // namespace logprobs

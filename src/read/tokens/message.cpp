#include "read/tokens/message.hpp"

#include <algorithm>

#include "read/json/fields.hpp"
#include "read/tokens/build.hpp"

namespace logprobs::read {
namespace {

/// Appends the text of {"text": "...", "thought": false}.
bool append_part(Value& value, std::string& text, Context& context) {
  const std::size_t before = text.size();
  std::optional<bool> thought;
  const bool good = each_field_of(value, context, [&](Key key, Value& field) {
    if (is(key, "thought")) return read_flag(field, thought);
    if (is(key, "functionCall") || is(key, "function_call")) return note_calls(field, context);
    return !is(key, "text") || append_text(field, text, context);
  });
  if (thought.value_or(false)) text.resize(before);
  return good;
}

/// Finds the name in {"function": {"name": ...}}, or {"custom": ...}, or {"name": ...}.
bool read_call(Value& value, std::string& name, Context& context) {
  Object call;
  if (value.get_object().get(call) != simdjson::SUCCESS) return true;
  return each_field(call, context, [&](Key key, Value& field) {
    if (is(key, "name")) return read_note(field, name, context);
    return !(is(key, "function") || is(key, "custom")) || read_call(field, name, context);
  });
}

}  // namespace

bool append_text(Value& value, std::string& text, Context& context) {
  const std::string_view raw = raw_text(value);
  if (is_string(raw)) {
    return append_unescaped(raw, text, context.notes.lone_surrogate) || context.syntax();
  }
  if (raw.starts_with('{')) return append_part(value, text, context);
  if (!raw.starts_with('[')) return !kind_of(raw).empty() || context.syntax();
  return each_of(value, context,
                 [&](Value& part, std::size_t) { return append_text(part, text, context); });
}

bool append_message(Value& value, int index, Kind kind, Context& context) {
  const std::string_view raw = raw_text(value);
  if (is_null(raw) || raw == "\"\"") return true;
  return append_text(value, choice_of(context.answer, index, kind).message, context);
}

bool note_calls(Value& value, Context& context) {
  const std::string_view raw = raw_text(value);
  if (raw.starts_with('{')) return read_call(value, context.notes.calls.emplace_back(), context);
  if (!raw.starts_with('[')) return !kind_of(raw).empty() || context.syntax();
  return each_of(value, context, [&](Value& call, std::size_t) {
    return read_call(call, context.notes.calls.emplace_back(), context);
  });
}

void note_empty_delta(Context& context) {
  const auto has_text = [](const Choice& choice) { return !choice.message.empty(); };
  const std::vector<Choice>& choices = context.answer.choices;
  context.notes.empty_delta =
      context.notes.calls.empty() && std::none_of(choices.begin(), choices.end(), has_text);
}

}  // namespace logprobs::read

#include "read/tokens/choice_logprobs.hpp"

#include "read/json/fields.hpp"
#include "read/tokens/build.hpp"
#include "read/tokens/token_list.hpp"

namespace logprobs::read {

bool read_kind(Value& value, int index, Kind kind, ChoiceLogprobs& found, Context& context) {
  if (leaves_out(kind, value, context)) {
    found.list = true;
    return true;
  }
  const std::string_view raw = raw_text(value);
  if (!raw.starts_with('[')) return is_null(raw) || context.mismatch(raw, "an array");
  found.list = true;
  return read_tokens(value, choice_of(context.answer, index, kind).tokens, context);
}

bool read_reasoning_logprobs(Value& value, int index, Context& context) {
  std::optional<Object> object;
  if (!read_object(value, object, context)) return false;
  return !object || each_field(*object, context, [&](Key key, Value& field) {
    ChoiceLogprobs found;
    if (!is(key, "content")) return true;
    return read_kind(field, index, Kind::reasoning, found, context) || context.in("content");
  });
}

bool read_logprobs(Object& object, int index, ChoiceLogprobs& found, Context& context) {
  return each_field(object, context, [&](Key key, Value& value) {
    if (is(key, "content")) {
      return read_kind(value, index, Kind::content, found, context) || context.in("content");
    }
    if (is(key, "refusal")) {
      return read_kind(value, index, Kind::refusal, found, context) || context.in("refusal");
    }
    if (is(key, "reasoning_content")) {
      return read_kind(value, index, Kind::reasoning, found, context) ||
             context.in("reasoning_content");
    }
    return found.columns.read_field(key, value, context);
  });
}

bool take_columns(ChoiceLogprobs& found, int index, Context& context) {
  if (found.list || !found.columns.any()) return true;
  return found.columns.append_to(choice_of(context.answer, index, Kind::content).tokens, context);
}

}  // namespace logprobs::read

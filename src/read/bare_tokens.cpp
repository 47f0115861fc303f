// Tokens without a response around them: what people cut out of one and save.
#include "answer.hpp"
#include "formats.hpp"
#include "token_list.hpp"

namespace logprobs {
namespace {

/// Whether the object has `content` or `refusal` with a list of tokens, and no other thing there.
/// Unset when the JSON is broken.
std::optional<bool> has_token_list(Object& object, Context& context) {
  bool list = false;
  bool other = false;
  const bool all = each_field(object, context, [&](Key key, Value& value) {
    if (!is(key, "content") && !is(key, "refusal")) return true;
    Array array;
    if (value.get_array().get(array) != simdjson::SUCCESS) {
      other = !is_null(raw_text(value));
      return !other;
    }
    const std::optional<bool> tokens = is_token_list(array, context);
    list = tokens.value_or(false);
    other = tokens && !*tokens;
    return list;
  });
  if (!all && !other) return std::nullopt;
  return list && !other;
}

/// LangChain keeps {"logprobs": {"content": [...]}, "finish_reason": ...} of a response.
Outcome read_metadata(Object& object, Context& context) {
  bool found = false;
  std::string reason;
  const bool good = each_field(object, context, [&](Key key, Value& value) {
    Object logprobs;
    if (is(key, "logprobs") && value.get_object().get(logprobs) == simdjson::SUCCESS) {
      found = true;
      return read_logprobs(logprobs, 0, context) || context.in("logprobs");
    }
    if (is(key, "finish_reason")) return read_note(value, reason, context);
    return !is(key, "model_name") || read_note(value, context.answer.model, context);
  });
  if (!good) return gave_up(context);
  set_finish_reason(context.answer, 0, reason);
  return found ? Outcome::whole : Outcome::not_mine;
}

}  // namespace

Outcome read_bare_tokens(Object& object, Context& context) {
  const std::optional<bool> bare = has_token_list(object, context);
  context.trouble = {};
  if (!bare || object.reset().error() != simdjson::SUCCESS) return Outcome::broken;
  choice_of(context.answer, 0, Kind::content);
  if (!*bare) return read_metadata(object, context);
  return read_logprobs(object, 0, context) ? Outcome::whole : gave_up(context);
}

Outcome read_bare_token_array(Array& array, Context& context) {
  const std::optional<bool> tokens = is_token_list(array, context);
  context.trouble = {};
  if (!tokens) return Outcome::broken;
  if (!*tokens) return Outcome::not_mine;
  if (array.reset().error() != simdjson::SUCCESS) return Outcome::broken;
  Choice& choice = choice_of(context.answer, 0, Kind::content);
  return read_tokens(array, choice.tokens, context) ? Outcome::whole : gave_up(context);
}

}  // namespace logprobs

// llama.cpp's own /completion, in its three forms: logprobs, probabilities after the samplers, and
// the older {"content", "probs": [{"tok_str", "prob"}]}.
#include "read/formats/failure.hpp"
#include "read/formats/formats.hpp"
#include "read/json/fields.hpp"
#include "read/tokens/build.hpp"
#include "read/tokens/message.hpp"
#include "read/tokens/token_list.hpp"

namespace logprobs::read {
namespace {

struct Fields {
  int index = 0;
  bool tokens = false;
  bool content = false;
  std::optional<bool> stop{};
  std::string reason{};
};

/// Reads one of the flags with which older servers say why they stopped: stopped_eos and others.
bool read_stop_flag(Value& value, std::string_view reason, Fields& fields) {
  std::optional<bool> flag;
  read_flag(value, flag);
  if (flag.value_or(false)) fields.reason = reason;
  return true;
}

bool read_field(Key key, Value& value, Fields& fields, Context& context) {
  Choice& choice = choice_of(context.answer, 0, Kind::content);
  if (is(key, "completion_probabilities")) {
    fields.tokens = true;
    return read_tokens(value, choice.tokens, context) || context.in("completion_probabilities");
  }
  if (is(key, "content")) {
    fields.content = is_string(raw_text(value));
    return append_text(value, choice.message, context);
  }
  if (is(key, "index")) return read_index(value, fields.index, context) || context.in("index");
  if (is(key, "stop")) return read_flag(value, fields.stop);
  if (is(key, "stop_type")) return read_note(value, fields.reason, context);
  if (is(key, "stopped_eos")) return read_stop_flag(value, "eos", fields);
  if (is(key, "stopped_limit")) return read_stop_flag(value, "limit", fields);
  if (is(key, "stopped_word")) return read_stop_flag(value, "word", fields);
  if (is(key, "model")) return read_note(value, context.answer.model, context);
  return !is(key, "error") || read_failure(value, context.answer.failure, context);
}

}  // namespace

Outcome read_llama_completion(Object& object, Context& context) {
  Fields fields;
  choice_of(context.answer, 0, Kind::content);
  const bool good = each_top_field(object, context, [&](Key key, Value& value) {
    return read_field(key, value, fields, context);
  });
  const bool mine = fields.tokens || (fields.content && fields.stop);
  const Outcome outcome = outcome_of(good, mine, context);
  if (outcome != Outcome::whole) return outcome;
  if (fields.stop.value_or(!context.event)) end_choice(context.answer, 0, fields.reason);
  // A request with several prompts gets an array of responses, numbered by `index`.
  if (fields.index != 0) renumber(context.answer, 0, fields.index);
  if (context.event || !fields.stop.value_or(true)) return Outcome::part;
  return fields.stop ? Outcome::last : Outcome::whole;
}

}  // namespace logprobs::read

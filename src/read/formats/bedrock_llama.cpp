// Models imported into Amazon Bedrock, in their older form: a text, and maps from ids to logprobs.
// The tokens have no texts.
#include "read/formats/formats.hpp"
#include "read/formats/vllm_prompt.hpp"
#include "read/json/fields.hpp"
#include "read/tokens/build.hpp"
#include "read/tokens/token_map.hpp"

namespace logprobs::read {
namespace {

struct Fields {
  bool text = false;
  bool of_another = false;  // its logprobs are not maps
  std::string reason{};
  std::string message{};
  std::vector<Token> tokens{};
};

bool read_maps(Value& value, Fields& fields, Context& context) {
  const std::string_view raw = raw_text(value);
  const bool empty = raw.starts_with('[') && first_inside(raw, context) == ' ';
  std::optional<Array> list;
  if (!read_array(value, list, context)) return false;
  if (!list || empty) return true;
  const std::optional<bool> maps = is_map_list(*list, context);
  if (!maps) return context.syntax();
  fields.of_another = !*maps;
  return fields.of_another || read_chosen_maps(*list, fields.tokens, context);
}

bool read_field(Key key, Value& value, Fields& fields, Context& context) {
  if (is(key, "generation")) {
    fields.text = is_string(raw_text(value));
    return read_note(value, fields.message, context);
  }
  if (is(key, "stop_reason")) return read_note(value, fields.reason, context);
  if (is(key, "prompt_logprobs")) {
    return read_prompt_logprobs(value, 0, context) || context.in("prompt_logprobs");
  }
  return !is(key, "logprobs") || read_maps(value, fields, context) || context.in("logprobs");
}

}  // namespace

Outcome read_bedrock_llama(Object& object, Context& context) {
  Fields fields;
  const bool good = each_top_field(object, context, [&](Key key, Value& value) {
    return read_field(key, value, fields, context);
  });
  Choice& choice = choice_of(context.answer, 0, Kind::content);
  choice.tokens = std::move(fields.tokens);
  const Outcome outcome = outcome_of(good, fields.text && !fields.of_another, context);
  if (outcome != Outcome::whole) return outcome;
  choice.message = fields.message;
  if (!context.event || !fields.reason.empty()) end_choice(context.answer, 0, fields.reason);
  return context.event ? Outcome::part : Outcome::whole;
}

}  // namespace logprobs::read

// Models imported into Amazon Bedrock, in their older form: a text, and maps from ids to logprobs.
// The tokens have no texts.
#include "read/formats/formats.hpp"
#include "read/formats/vllm_prompt.hpp"
#include "read/tokens/build.hpp"

namespace logprobs::read {

Outcome read_bedrock_llama(Object& object, Context& context) {
  bool found = false;
  std::string reason;
  std::string message;
  const bool good = each_field(object, context, [&](Key key, Value& value) {
    if (is(key, "generation")) {
      found = is_string(raw_text(value));
      return read_note(value, message, context);
    }
    if (is(key, "stop_reason")) return read_note(value, reason, context);
    if (is(key, "prompt_logprobs")) {
      return read_prompt_logprobs(value, 0, context) || context.in("prompt_logprobs");
    }
    if (!is(key, "logprobs")) return true;
    std::vector<Token> tokens;
    const bool read = read_chosen_maps(value, tokens, context);
    choice_of(context.answer, 0, Kind::content).tokens = std::move(tokens);
    return read || context.in("logprobs");
  });
  const Outcome outcome = outcome_of(good, found, context);
  if (outcome != Outcome::whole) return outcome;
  choice_of(context.answer, 0, Kind::content).message = message;
  if (!context.event || !reason.empty()) end_choice(context.answer, 0, reason);
  return context.event ? Outcome::part : Outcome::whole;
}

}  // namespace logprobs::read

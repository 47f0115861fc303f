// Cohere's v1 generate: `generations` with `token_likelihoods`; OCI has other names for the same.
// If ALL was requested, the prompt's tokens come first in the same list.
#include "read/formats/formats.hpp"
#include "read/json/fields.hpp"
#include "read/tokens/build.hpp"
#include "read/tokens/token_list.hpp"

namespace logprobs::read {
namespace {

bool read_text_field(Key key, Value& value, int index, bool& found, Context& context) {
  Choice& choice = choice_of(context.answer, index, Kind::content);
  if (is(key, "text")) return read_note(value, choice.message, context);
  if (is(key, "token_likelihoods") || is(key, "tokenLikelihoods")) {
    found = true;
    return read_tokens(value, choice.tokens, context) || context.in("token_likelihoods");
  }
  if (is(key, "likelihood")) {
    found = true;
    return true;
  }
  if (!is(key, "finish_reason") && !is(key, "finishReason")) return true;
  return read_note(value, choice.finish_reason, context);
}

bool read_texts(Value& value, bool& found, Context& context) {
  return each_of(value, context, [&](Value& element, std::size_t place) {
    return each_field_of(element, context, [&](Key key, Value& field) {
      return read_text_field(key, field, static_cast<int>(place), found, context);
    });
  });
}

bool read_field(Key key, Value& value, std::string& prompt, bool& found, Context& context) {
  if (is(key, "generations") || is(key, "generatedTexts")) {
    return read_texts(value, found, context) || context.in("generations");
  }
  if (is(key, "inferenceResponse")) {
    std::optional<Object> inner;
    if (!read_object(value, inner, context)) return context.in("inferenceResponse");
    return !inner || each_field(*inner, context, [&](Key name, Value& field) {
      return read_field(name, field, prompt, found, context);
    }) || context.in("inferenceResponse");
  }
  if (is(key, "prompt")) return read_note(value, prompt, context);
  if (is(key, "modelId")) return read_note(value, context.answer.model, context);
  return !is(key, "id") || read_note(value, context.answer.id, context);
}

/// Puts the prompt in front of each message whose tokens start with the prompt's.
void prepend_prompt(const std::string& prompt, Context& context) {
  for (Choice& choice : context.answer.choices) {
    std::string text;
    for (const Token& token : choice.tokens) {
      if (text.size() >= prompt.size()) break;
      text += context.answer.view(token.text);
    }
    if (text.starts_with(prompt)) choice.message.insert(0, prompt);
  }
}

}  // namespace

Outcome read_cohere_generate(Object& object, Context& context) {
  bool found = false;
  std::string prompt;
  const bool good = each_top_field(object, context, [&](Key key, Value& value) {
    return read_field(key, value, prompt, found, context);
  });
  const Outcome outcome = outcome_of(good, found, context);
  if (outcome != Outcome::whole) return outcome;
  if (!prompt.empty()) prepend_prompt(prompt, context);
  return Outcome::whole;
}

}  // namespace logprobs::read

// AI21's Jurassic: the tokens of the prompt and of each completion. Their texts keep the marks of
// its vocabulary, such as “▁” for a space. HELM's completions have their tokens in a plain list.
#include "read/formats/formats.hpp"
#include "read/json/fields.hpp"
#include "read/tokens/build.hpp"
#include "read/tokens/generation.hpp"
#include "read/tokens/token_list.hpp"

namespace logprobs::read {
namespace {

/// Reads one {"generatedToken": {...}, "topTokens": [...]}.
bool read_entry(Value& value, std::vector<Token>& tokens, bool& found, Context& context) {
  Span list;
  const std::size_t before = tokens.size();
  const bool good = each_field_of(value, context, [&](Key key, Value& field) {
    if (is(key, "generatedToken")) {
      found = true;
      return read_token(field, tokens, context) || context.in("generatedToken");
    }
    return !is(key, "topTokens") || read_alternatives(field, list, context) ||
           context.in("topTokens");
  });
  if (tokens.size() > before) tokens.back().alternatives = list;
  return good;
}

/// Reads {"text": ..., "tokens": [...]}.
bool read_text(Value& value, int index, Kind kind, bool& found, Context& context) {
  Object object;
  if (value.get_object().get(object) != simdjson::SUCCESS) return true;
  return each_field(object, context, [&](Key key, Value& field) {
    Choice& choice = choice_of(context.answer, index, kind);
    if (is(key, "text")) return read_note(field, choice.message, context);
    if (!is(key, "tokens") || leaves_out(kind, field, context)) return true;
    return each_of(field, context,
                   [&](Value& element, std::size_t) {
                     return read_entry(element, choice.tokens, found, context);
                   }) ||
           context.in("tokens");
  });
}

bool read_completion(Value& value, int index, bool& found, Context& context) {
  Generation plain{.index = index};
  const bool good = each_field_of(value, context, [&](Key key, Value& field) {
    if (!is(key, "data")) return read_generation_field(key, field, plain, context);
    return read_text(field, index, Kind::content, found, context) || context.in("data");
  });
  found = found || plain.scored;
  if (!take_generation(plain, context)) return false;
  end_choice(context.answer, index, plain.reason);
  return good;
}

}  // namespace

Outcome read_ai21(Object& object, Context& context) {
  bool found = false;
  const bool good = each_top_field(object, context, [&](Key key, Value& value) {
    if (is(key, "prompt")) {
      return read_text(value, 0, Kind::prompt, found, context) || context.in("prompt");
    }
    if (!is(key, "completions")) return true;
    return each_of(value, context,
                   [&](Value& element, std::size_t place) {
                     return read_completion(element, static_cast<int>(place), found, context);
                   }) ||
           context.in("completions");
  });
  return outcome_of(good, found, context);
}

}  // namespace logprobs::read

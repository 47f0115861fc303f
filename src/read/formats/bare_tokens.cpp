// Tokens without the response around them, as people cut them out and save them.
#include "read/formats/formats.hpp"
#include "read/json/fields.hpp"
#include "read/tokens/build.hpp"
#include "read/tokens/choice_logprobs.hpp"
#include "read/tokens/token_list.hpp"

namespace logprobs::read {
namespace {

/// What an object turned out to have.
struct Found {
  bool tokens = false;
  bool list = false;  // under `logprobs`
  bool text = false;  // with such a list, it is a transcription
  bool done = false;  // with such a list, it is Ollama's
  std::string reason{};
  Columns columns{};
};

/// Reads a list of tokens; ignores anything else.
bool read_list(Value& value, Kind kind, Found& found, Context& context) {
  Array array;
  if (value.get_array().get(array) != simdjson::SUCCESS) {
    return !kind_of(raw_text(value)).empty() || context.syntax();
  }
  const std::optional<bool> tokens = is_token_list(array, context);
  context.trouble = {};
  if (!tokens || array.reset().error() != simdjson::SUCCESS) return context.syntax();
  if (!*tokens) return true;
  found.tokens = true;
  return read_tokens(array, choice_of(context.answer, 0, kind).tokens, context);
}

/// `logprobs` is the object of a choice, a list of tokens, or an array parallel to `tokens`.
bool read_logprobs_field(Value& value, Found& found, Context& context) {
  const std::string_view raw = raw_text(value);
  Object object;
  if (value.get_object().get(object) == simdjson::SUCCESS) {
    ChoiceLogprobs inner;
    found.tokens = true;
    return read_logprobs(object, 0, inner, context) && take_columns(inner, 0, context);
  }
  if (!raw.starts_with('[')) return true;
  if (first_inside(raw, context) == '{') {
    found.list = true;
    return read_list(value, Kind::content, found, context);
  }
  return found.columns.read_logprobs(value, context);
}

/// `tokens` is an array of strings, or a list of tokens.
bool read_tokens_field(Key key, Value& value, Found& found, Context& context) {
  const std::string_view raw = raw_text(value);
  if (!raw.starts_with('[')) return true;
  const char first = first_inside(raw, context);
  if (first == '{') return found.tokens || read_list(value, Kind::content, found, context);
  if (first == '[') return true;
  return found.columns.read_field(key, value, context);
}

bool read_field(Key key, Value& value, Found& found, Context& context) {
  if (is(key, "content")) {
    return read_list(value, Kind::content, found, context) || context.in("content");
  }
  if (is(key, "refusal")) {
    return read_list(value, Kind::refusal, found, context) || context.in("refusal");
  }
  if (is(key, "reasoning_content")) {
    return read_list(value, Kind::reasoning, found, context) || context.in("reasoning_content");
  }
  if (is(key, "logprobs")) {
    return read_logprobs_field(value, found, context) || context.in("logprobs");
  }
  if (is(key, "tokens")) {
    return read_tokens_field(key, value, found, context) || context.in("tokens");
  }
  if (is(key, "text")) found.text = true;
  if (is(key, "done")) found.done = true;
  if (is(key, "finish_reason")) return read_note(value, found.reason, context);
  if (is(key, "model_name")) return read_note(value, context.answer.model, context);
  const bool column = is(key, "token_logprobs") || is(key, "top_logprobs");
  return !column || found.columns.read_field(key, value, context);
}

/// Whether the list's first element is a pair of a token and its logprob.
bool is_pair_list(Array& list, Context& context, bool& broken) {
  std::string kinds;
  each_element(list, context, [&](Value& element, std::size_t) {
    Array pair;
    if (element.get_array().get(pair) != simdjson::SUCCESS) return false;
    each_element(pair, context, [&](Value& part, std::size_t) {
      const std::string_view raw = raw_text(part);
      kinds += is_string(raw) ? 's' : is_null(raw) || kind_of(raw) == "a number" ? 'n' : '?';
      return kinds.size() < 3;
    });
    return false;  // the first is enough
  });
  context.trouble = {};
  broken = list.reset().error() != simdjson::SUCCESS;
  return kinds == "sn";
}

bool read_pair(Value& value, std::vector<Token>& tokens, Context& context) {
  Array pair;
  TokenText placed;
  double logprob = unknown_logprob;
  if (value.get_array().get(pair) != simdjson::SUCCESS) {
    return context.mismatch(raw_text(value), "an array of a token and its logprob");
  }
  const bool good = each_element(pair, context, [&](Value& part, std::size_t place) {
    if (place == 1) return read_number(part, logprob, context);
    const std::string_view raw = raw_text(part);
    if (place != 0) return true;
    if (!is_string(raw)) return context.mismatch(raw, "a string");
    return place_text({.string = raw}, placed, context);
  });
  if (!good) return false;
  Token& token = tokens.emplace_back();
  set_text(token, placed);
  token.logprob = logprob;
  return true;
}

}  // namespace

Outcome read_bare_tokens(Object& object, Context& context) {
  Found found;
  choice_of(context.answer, 0, Kind::content);
  const bool good = each_field(object, context, [&](Key key, Value& value) {
    return read_field(key, value, found, context);
  });
  const bool of_another = found.list && (found.text || found.done);
  const bool mine = (found.tokens || found.columns.any()) && !of_another;
  const Outcome outcome = outcome_of(good, mine, context);
  if (outcome != Outcome::whole) return outcome;
  if (!found.tokens) {
    Choice& choice = choice_of(context.answer, 0, Kind::content);
    if (!found.columns.append_to(choice.tokens, context)) return outcome_of(false, true, context);
  }
  if (!found.reason.empty()) end_choice(context.answer, 0, found.reason);
  return Outcome::whole;
}

Outcome read_bare_token_array(Array& array, Context& context) {
  const std::optional<bool> tokens = is_token_list(array, context);
  context.trouble = {};
  if (!tokens || array.reset().error() != simdjson::SUCCESS) return Outcome::broken;
  Choice& choice = choice_of(context.answer, 0, Kind::content);
  if (*tokens) return outcome_of(read_tokens(array, choice.tokens, context), true, context);
  bool broken = false;
  const bool pairs = is_pair_list(array, context, broken);
  if (broken) return Outcome::broken;
  if (!pairs) return Outcome::not_mine;
  const bool good = each_element(array, context, [&](Value& element, std::size_t) {
    return read_pair(element, choice.tokens, context);
  });
  return outcome_of(good, true, context);
}

}  // namespace logprobs::read

// Tokens without the response around them, as people cut them out and save them, and what training
// frameworks keep of a response: a text, and ids or texts and logprobs side by side.
#include <fmt/format.h>

#include "read/formats/formats.hpp"
#include "read/formats/vllm_prompt.hpp"
#include "read/json/fields.hpp"
#include "read/tokens/build.hpp"
#include "read/tokens/choice_logprobs.hpp"
#include "read/tokens/generation.hpp"
#include "read/tokens/token_fields.hpp"
#include "read/tokens/token_list.hpp"

namespace logprobs::read {
namespace {

/// What an object turned out to have.
struct Found {
  bool tokens = false;  // in a list, or in the object of a choice
  bool list = false;    // under `logprobs`
  bool done = false;    // with such a list, it is Ollama's
  bool triton = false;  // TensorRT-LLM's logprobs
  Generation own{};
  Generation sequences{};  // what Tinker's have in common
};

/// What an array turned out to be, judged by its first elements.
enum class Shape { other, pair, pairs, lists, broken };

/// A letter for the type of a value: string, number, null, object, or another.
char letter_of(std::string_view raw) {
  if (is_string(raw)) return 's';
  if (is_null(raw)) return '0';
  return raw.starts_with('{') ? 'o' : kind_of(raw) == "a number" ? 'n' : '?';
}

/// The letters of an array's elements; of the first three if there are more.
std::string letters_of(Array& array, Context& context) {
  std::string letters;
  each_element(array, context, [&](Value& element, std::size_t) {
    letters += letter_of(raw_text(element));
    return letters.size() < 3;
  });
  return letters;
}

Shape shape_of(Array& array, Context& context) {
  std::string inside;  // of the first element, if that is an array
  bool lists = false;
  each_element(array, context, [&](Value& element, std::size_t) {
    Array inner;
    if (element.get_array().get(inner) != simdjson::SUCCESS) return false;
    inside = letters_of(inner, context);
    lists = inside.starts_with('o') && rewind(inner, context) &&
            is_token_list(inner, context).value_or(false);
    return false;
  });
  if (!rewind(array, context)) return Shape::broken;
  const std::string own = inside.empty() ? letters_of(array, context) : "";
  context.trouble = {};
  if (!rewind(array, context)) return Shape::broken;
  if (own == "sn") return Shape::pair;
  if (inside == "sn" || inside == "s0") return Shape::pairs;
  return lists ? Shape::lists : Shape::other;
}

/// Reads a list of lists of tokens, one for each part of an answer, as the AI SDK has it.
bool read_token_lists(Array& lists, std::vector<Token>& tokens, Context& context) {
  return each_element(lists, context, [&](Value& element, std::size_t) {
    return read_tokens(element, tokens, context);
  });
}

/// Reads a list of tokens; ignores anything else.
bool read_list(Value& value, Kind kind, Found& found, Context& context) {
  Array array;
  if (value.get_array().get(array) != simdjson::SUCCESS) {
    return !kind_of(raw_text(value)).empty() || context.syntax();
  }
  const std::optional<bool> tokens = is_token_list(array, context);
  context.trouble = {};
  if (!tokens || !rewind(array, context)) return context.syntax();
  if (!*tokens) return true;
  found.tokens = true;
  return read_tokens(array, choice_of(context.answer, 0, kind).tokens, context);
}

/// `logprobs` is the object of a choice, a list of tokens, or an array parallel to `tokens`.
bool read_logprobs_field(Key key, Value& value, Found& found, Context& context) {
  const std::string_view raw = raw_text(value);
  Object object;
  Array lists;
  if (raw.starts_with('[') && first_inside(raw, context) == '[') {
    if (value.get_array().get(lists) != simdjson::SUCCESS) return context.syntax();
    const Shape shape = shape_of(lists, context);
    if (shape != Shape::lists) return shape != Shape::broken || context.syntax();
    found.own.scored = true;
    return read_token_lists(lists, found.own.own, context);
  }
  if (value.get_object().get(object) != simdjson::SUCCESS) {
    found.list = raw.starts_with('[') && first_inside(raw, context) == '{';
    return read_generation_field(key, value, found.own, context);
  }
  ChoiceLogprobs inner;
  found.tokens = true;
  return read_logprobs(object, 0, inner, context) && take_columns(inner, 0, context);
}

/// Reads the lists of an answer that .NET's SDK wrote as JSON.
bool read_dotnet_list(Key key, Value& value, Found& found, Context& context) {
  const bool refusal =
      is(key, "RefusalTokenLogProbabilities") || is(key, "refusalTokenLogProbabilities");
  return read_list(value, refusal ? Kind::refusal : Kind::content, found, context) ||
         context.in("TokenLogProbabilities");
}

bool read_field(Key key, Value& value, Found& found, Context& context) {
  if (is(key, "content")) {
    if (is_string(raw_text(value))) return read_note(value, found.own.message, context);
    return read_list(value, Kind::content, found, context) || context.in("content");
  }
  if (is(key, "refusal")) {
    return read_list(value, Kind::refusal, found, context) || context.in("refusal");
  }
  if (is(key, "reasoning_content")) {
    return read_list(value, Kind::reasoning, found, context) || context.in("reasoning_content");
  }
  if (is(key, "logprobs")) {
    return read_logprobs_field(key, value, found, context) || context.in("logprobs");
  }
  if (is(key, "sequences") && raw_text(value).starts_with('[')) {
    return read_generations(value, found.sequences, context) || context.in("sequences");
  }
  if (is(key, "prompt_logprobs")) {
    return read_prompt_logprobs(value, 0, context) || context.in("prompt_logprobs");
  }
  bool plain = false;
  if (key_text(key, plain).ends_with("TokenLogProbabilities")) {
    return read_dotnet_list(key, value, found, context);
  }
  if (is(key, "Id")) return read_note(value, context.answer.id, context);
  if (is(key, "Model")) return read_note(value, context.answer.model, context);
  if (is(key, "output_log_probs")) found.triton = true;
  if (is(key, "done")) found.done = true;
  if (is(key, "model_name")) return read_note(value, context.answer.model, context);
  return read_generation_field(key, value, found.own, context);
}

bool read_pair(Array& pair, std::vector<Token>& tokens, Context& context) {
  TokenText placed;
  double logprob = unknown_logprob;
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

bool read_pairs(Array& list, std::vector<Token>& tokens, Context& context) {
  return each_element(list, context, [&](Value& element, std::size_t) {
    Array pair;
    if (element.get_array().get(pair) == simdjson::SUCCESS) {
      return read_pair(pair, tokens, context);
    }
    return context.mismatch(raw_text(element), "an array of a token and its logprob");
  });
}

/// Whether the object is one token, as in a file with a token on each line.
std::optional<bool> is_token(Object& object, Context& context) {
  bool text = false;
  bool number = false;
  const bool all = each_top_field(object, context, [&](Key key, Value& value) {
    const TokenField field = token_field(key);
    text = text || (is(key, "token") && is_string(raw_text(value)));
    number = number || field == TokenField::logprob || field == TokenField::probability;
    return true;
  });
  context.trouble = {};
  if (!all || !rewind(object, context)) return std::nullopt;
  return text && number;
}

/// Reads an object that is one token as a list of one, so that there is one loop over a token's
/// fields, which is fast.
Outcome read_one_token(Object& object, Context& context) {
  std::string_view raw;
  if (object.raw_json().get(raw) != simdjson::SUCCESS) return Outcome::broken;
  const simdjson::padded_string text(fmt::format("[{}]", raw));
  simdjson::ondemand::parser parser;
  simdjson::ondemand::document document;
  Array list;
  if (parser.iterate(text).get(document) != simdjson::SUCCESS) return Outcome::broken;
  if (document.get_array().get(list) != simdjson::SUCCESS) return Outcome::broken;
  Context inside{context.answer, context.event, text, context.scope};
  std::vector<Token>& tokens = choice_of(context.answer, 0, Kind::content).tokens;
  const Outcome outcome = outcome_of(read_tokens(list, tokens, inside), true, inside);
  context.trouble = inside.trouble;
  context.notes = inside.notes;
  context.notes.may_be_last = true;
  return outcome == Outcome::whole ? Outcome::piece : outcome;
}

/// TensorRT-LLM's numbers: in a stream, all so far, with the next piece of the text. Nothing says
/// which event is the last.
Outcome take_triton(Found& found, Context& context) {
  context.notes.may_be_last = true;
  context.notes.repeats = Repeats::tokens;
  if (found.own.columns.all_zero()) {
    context.notes.named_by_place = false;
    context.notes.why_none = "they are all 0; ask with return_log_probs";
    choice_of(context.answer, 0, Kind::content).tokens.clear();
  }
  return context.event ? Outcome::part : Outcome::whole;
}

}  // namespace

Outcome read_bare_tokens(Object& object, Context& context) {
  const std::optional<bool> token = is_token(object, context);
  if (!token) return Outcome::broken;
  if (*token) return read_one_token(object, context);
  Found found;
  choice_of(context.answer, 0, Kind::content);
  const bool good = each_field(object, context, [&](Key key, Value& value) {
    return read_field(key, value, found, context);
  });
  const bool of_another = found.list && (found.own.text || found.done);
  const bool mine = found.tokens || found.own.scored || found.sequences.scored;
  const Outcome outcome = outcome_of(good, mine && !of_another, context);
  if (outcome != Outcome::whole) return outcome;
  // KoboldCpp sends the same tokens a second time, side by side.
  if (!found.tokens && !take_generation(found.own, context))
    return outcome_of(false, true, context);
  if (!found.own.reason.empty()) end_choice(context.answer, 0, found.own.reason);
  return found.triton ? take_triton(found, context) : Outcome::whole;
}

Outcome read_bare_token_array(Array& array, Context& context) {
  const std::optional<bool> list = is_token_list(array, context);
  context.trouble = {};
  if (!list || !rewind(array, context)) return Outcome::broken;
  std::vector<Token>& tokens = choice_of(context.answer, 0, Kind::content).tokens;
  if (*list) return outcome_of(read_tokens(array, tokens, context), true, context);
  switch (shape_of(array, context)) {
    case Shape::pair: {
      context.notes.may_be_last = true;
      const Outcome outcome = outcome_of(read_pair(array, tokens, context), true, context);
      return outcome == Outcome::whole ? Outcome::piece : outcome;
    }
    case Shape::pairs:
      return outcome_of(read_pairs(array, tokens, context), true, context);
    case Shape::lists:
      return outcome_of(read_token_lists(array, tokens, context), true, context);
    case Shape::broken:
      return Outcome::broken;
    case Shape::other:
      break;
  }
  return Outcome::not_mine;
}

}  // namespace logprobs::read

#include "read/tokens/generation.hpp"

#include <algorithm>
#include <initializer_list>
#include <utility>

#include "read/json/fields.hpp"
#include "read/tokens/build.hpp"
#include "read/tokens/token_list.hpp"
#include "read/tokens/token_map.hpp"

namespace logprobs::read {
namespace {

using Names = std::initializer_list<std::string_view>;

bool is_one_of(Key key, Names names) {
  return std::any_of(names.begin(), names.end(),
                     [&](std::string_view name) { return is(key, name); });
}

bool read_text(Value& value, Generation& generation, Context& context) {
  const std::string_view raw = raw_text(value);
  if (!is_string(raw)) return !kind_of(raw).empty() || context.syntax();
  generation.text = true;
  return read_string(value, generation.message, context);
}

/// Reads why the text ended: a word, or {"reason": "length"}. What servers say while it has not is
/// no reason.
bool read_reason(Value& value, std::string& reason, Context& context) {
  std::string word;
  Object object;
  if (value.get_object().get(object) == simdjson::SUCCESS) {
    return each_field(object, context, [&](Key key, Value& field) {
      return !is_one_of(key, {"reason", "type"}) || read_reason(field, reason, context);
    });
  }
  if (!read_note(value, word, context)) return false;
  const bool goes_on = word.empty() || word == "not_finished" || word == "NOT_FINISHED";
  if (!goes_on) reason = word;
  return true;
}

/// Reads the tokens' list, or the logprobs' if there is no other.
bool read_list(Array& list, Generation& generation, Context& context) {
  const std::optional<bool> tokens = is_token_list(list, context);
  context.trouble = {};
  if (!tokens || !rewind(list, context)) return context.syntax();
  const std::optional<bool> maps = *tokens ? false : is_map_list(list, context);
  if (!maps) return context.syntax();
  if (!generation.own.empty() || !(*tokens || *maps)) return true;
  generation.scored = true;
  if (*tokens) return read_tokens(list, generation.own, context);
  const bool before = std::exchange(context.notes.chosen_unmarked, false);
  const bool good = read_chosen_maps(list, generation.own, context);
  generation.unmarked = std::exchange(context.notes.chosen_unmarked, before);
  return good;
}

/// `tokens` is a list of tokens, of their texts, or of their ids; or just their number.
bool read_tokens_field(Value& value, Generation& generation, Context& context) {
  const std::string_view raw = raw_text(value);
  const char first = raw.starts_with('[') ? first_inside(raw, context) : ' ';
  if (first == '[' || first == ' ') return !kind_of(raw).empty() || context.syntax();
  if (first != '{') return generation.columns.read_tokens(value, context);
  Array list;
  if (value.get_array().get(list) != simdjson::SUCCESS) return context.syntax();
  return read_list(list, generation, context);
}

/// `logprobs` is a list of tokens, of vLLM's maps, or of numbers; or one number.
bool read_logprobs_field(Value& value, Generation& generation, Context& context) {
  const std::string_view raw = raw_text(value);
  const char first = raw.starts_with('[') ? first_inside(raw, context) : ' ';
  if (first == '{') {
    Array list;
    if (value.get_array().get(list) != simdjson::SUCCESS) return context.syntax();
    return read_list(list, generation, context);
  }
  if (first == '[' || raw.starts_with('{')) return true;
  if (first == ' ' && kind_of(raw) != "a number") return !kind_of(raw).empty() || context.syntax();
  const bool good = generation.columns.read_logprobs(value, context);
  generation.scored = generation.scored || generation.columns.any();
  return good;
}

bool read_prompt(Value& value, int index, Context& context) {
  if (!raw_text(value).starts_with('[') || leaves_out(Kind::prompt, value, context)) return true;
  return read_tokens(value, choice_of(context.answer, index, Kind::prompt).tokens, context);
}

}  // namespace

bool read_generation_field(Key key, Value& value, Generation& generation, Context& context) {
  if (is_one_of(key, {"text", "generated_text", "generation", "text_output"})) {
    return read_text(value, generation, context);
  }
  if (is_one_of(key, {"tokens", "generated_tokens"})) {
    return read_tokens_field(value, generation, context) || context.in("tokens");
  }
  if (is_one_of(key, {"logprobs", "token_logprobs", "output_log_probs"})) {
    return read_logprobs_field(value, generation, context) || context.in("logprobs");
  }
  if (is_one_of(key, {"token_ids", "completion_token_ids"})) {
    return generation.columns.read_ids(value, context);
  }
  if (is_one_of(key, {"input_tokens", "inputTokens"})) {
    return read_prompt(value, generation.index, context) || context.in("input_tokens");
  }
  if (is_one_of(key, {"finish_reason", "finishReason"})) {
    return read_reason(value, generation.reason, context);
  }
  if (is_one_of(key, {"stop_reason", "stopReason"})) {
    // Beside vLLM's finish_reason this is the text that it stopped at.
    return !generation.reason.empty() || read_reason(value, generation.reason, context);
  }
  if (is_one_of(key, {"generated_token_count", "generatedTokenCount"})) {
    generation.counted = true;
    return true;
  }
  if (is(key, "index")) return read_index(value, generation.index, context) || context.in("index");
  const bool lists = is(key, "top_logprobs") && raw_text(value).starts_with('[');
  return !lists || generation.columns.read_field(key, value, context);
}

bool take_generation(Generation& generation, Context& context) {
  if (generation.unmarked &&
      !choose_by_ids(generation.columns.ids(), generation.own, context.answer)) {
    context.notes.chosen_unmarked = true;
  }
  Choice& choice = choice_of(context.answer, generation.index, Kind::content);
  choice.message += generation.message;
  choice.tokens.insert(choice.tokens.end(), generation.own.begin(), generation.own.end());
  const bool columns = generation.own.empty() && generation.columns.any();
  if (columns && !generation.columns.append_to(choice.tokens, context)) return false;
  if (!generation.reason.empty()) end_choice(context.answer, generation.index, generation.reason);
  return true;
}

bool read_generations(Value& value, Generation& sum, Context& context) {
  return each_of(value, context, [&](Value& element, std::size_t place) {
    Generation generation{.index = static_cast<int>(place)};
    const bool read = each_field_of(element, context, [&](Key key, Value& field) {
      return read_generation_field(key, field, generation, context);
    });
    sum.text = sum.text || generation.text;
    sum.scored = sum.scored || generation.scored;
    sum.counted = sum.counted || generation.counted;
    sum.reason = generation.reason;
    return take_generation(generation, context) && read;
  });
}

}  // namespace logprobs::read

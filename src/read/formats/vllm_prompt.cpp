// What vLLM says about prompts, and its offline results as people dump them.
#include "read/formats/vllm_prompt.hpp"

#include <algorithm>

#include "read/formats/formats.hpp"
#include "read/json/fields.hpp"
#include "read/tokens/build.hpp"
#include "read/tokens/generation.hpp"
#include "read/tokens/token_list.hpp"
#include "read/tokens/token_map.hpp"

namespace logprobs::read {
namespace {

/// One of vLLM's offline results as people dump them: [token ids, text, maps].
struct Dump {
  std::vector<std::optional<std::int64_t>> ids{};
  bool has_ids = false;
  bool has_maps = false;
};

bool read_dump_part(Value& value, Dump& dump, Choice& choice, Context& context) {
  const std::string_view raw = raw_text(value);
  if (is_string(raw)) return read_note(value, choice.message, context);
  if (!raw.starts_with('[')) return true;
  if (!dump.has_ids) {
    dump.has_ids = true;
    return read_ids(value, dump.ids, context);
  }
  Array array;
  if (dump.has_maps || value.get_array().get(array) != simdjson::SUCCESS) return true;
  dump.has_maps = true;
  return read_chosen_maps(array, choice.tokens, context);
}

/// Whether an array has the three parts of a dump.
bool looks_like_dump(Array& array, Context& context, bool& broken) {
  std::string kinds;
  each_element(array, context, [&](Value& element, std::size_t) {
    const std::string_view raw = raw_text(element);
    kinds += raw.empty() ? ' ' : raw.front();
    return kinds.size() < 4;
  });
  context.trouble = {};
  broken = !rewind(array, context);
  return kinds == "[\"[";
}

/// A RequestOutput, one of its `outputs`, or what people keep of one.
struct Output {
  Generation outputs{};                            // what they have in common
  bool alone = false;                              // one of the `outputs`
  bool prompt = false;                             // it has logprobs of its prompt
  bool of_another = false;                         // another format, which may have these too
  std::vector<std::optional<std::int64_t>> ids{};  // of the prompt's tokens
  Generation own{};
};

bool read_output_field(Key key, Value& value, Output& output, Context& context) {
  if (is(key, "outputs") && raw_text(value).starts_with('[')) {
    return read_generations(value, output.outputs, context) || context.in("outputs");
  }
  if (is(key, "choices") || is(key, "generation") || is(key, "sequences")) {
    output.of_another = true;
  }
  if (is(key, "cumulative_logprob")) output.alone = true;
  if (is(key, "request_id")) return read_note(value, context.answer.id, context);
  if (is(key, "prompt_token_ids")) return read_ids(value, output.ids, context);
  if (!is(key, "prompt_logprobs")) {
    return read_generation_field(key, value, output.own, context);
  }
  output.prompt = !is_null(raw_text(value));
  return read_prompt_logprobs(value, 0, context) || context.in("prompt_logprobs");
}

}  // namespace

bool read_prompt_logprobs(Value& value, int index, Context& context) {
  if (is_null(raw_text(value)) || leaves_out(Kind::prompt, value, context)) return true;
  std::vector<Token>& tokens = choice_of(context.answer, index, Kind::prompt).tokens;
  Object object;
  if (value.get_object().get(object) == simdjson::SUCCESS) {
    return each_field(object, context, [&](Key key, Value& list) {
      return !is(key, "content") || read_tokens(list, tokens, context);
    });
  }
  std::optional<Array> list;
  if (!read_array(value, list, context)) return false;
  const std::optional<bool> maps = is_map_list(*list, context);
  if (!maps) return context.syntax();
  if (*maps) return read_chosen_maps(*list, tokens, context);
  Columns numbers;
  return numbers.read_logprobs(*list, context) && numbers.append_to(tokens, context);
}

void choose_prompt_tokens(const std::vector<std::optional<std::int64_t>>& ids, Context& context) {
  bool all = false;
  for (Choice& choice : context.answer.choices) {
    if (choice.kind != Kind::prompt || choice.tokens.empty()) continue;
    all = choose_by_ids(ids, choice.tokens, context.answer);
    if (!all) return;
  }
  if (all) context.notes.chosen_unmarked = false;
}

Outcome read_vllm_prompt(Object& object, Context& context) {
  Output output;
  const bool good = each_top_field(object, context, [&](Key key, Value& value) {
    return read_output_field(key, value, output, context);
  });
  const bool outputs = output.outputs.scored || (output.outputs.text && !context.answer.id.empty());
  const bool found = outputs || output.alone || output.prompt;
  const Outcome outcome = outcome_of(good, found && !output.of_another, context);
  if (outcome != Outcome::whole) return outcome;
  choose_prompt_tokens(output.ids, context);
  const bool own = output.alone || (!outputs && output.own.scored);
  return outcome_of(!own || take_generation(output.own, context), true, context);
}

Outcome read_vllm_prompt_array(Array& array, Context& context) {
  bool broken = false;
  if (looks_like_dump(array, context, broken)) {
    Dump dump;
    Choice& choice = choice_of(context.answer, 0, Kind::content);
    const bool good = each_element(array, context, [&](Value& element, std::size_t) {
      return read_dump_part(element, dump, choice, context);
    });
    if (!good) return outcome_of(false, true, context);
    if (choose_by_ids(dump.ids, choice.tokens, context.answer)) {
      context.notes.chosen_unmarked = false;
    }
    return Outcome::whole;
  }
  if (broken) return Outcome::broken;
  const std::optional<bool> maps = is_map_list(array, context);
  if (!maps) return Outcome::broken;
  if (!*maps) return Outcome::not_mine;
  // Unlike a prompt's, the first of the generated tokens has a map.
  bool null_first = false;
  std::vector<Token> tokens;
  const bool good = each_element(array, context, [&](Value& element, std::size_t index) {
    const bool null = is_null(raw_text(element));
    if (null && index == 0) null_first = true;
    return null || read_chosen_map(element, tokens, context);
  });
  const Kind kind = null_first ? Kind::prompt : Kind::content;
  if (kind == Kind::content || context.scope.prompt) {
    choice_of(context.answer, 0, kind).tokens = std::move(tokens);
  } else {
    context.notes = {};
    context.notes.prompt_left_out = true;
  }
  return outcome_of(good, true, context);
}

}  // namespace logprobs::read

// What vLLM says about prompts, and its offline results as people dump them.
#include "read/formats/vllm_prompt.hpp"

#include <algorithm>

#include "read/formats/formats.hpp"
#include "read/json/fields.hpp"
#include "read/tokens/build.hpp"
#include "read/tokens/token_list.hpp"
#include "read/tokens/token_map.hpp"

namespace logprobs::read {
namespace {

bool append_maps(Array& array, std::vector<Token>& tokens, Context& context) {
  return each_element(array, context, [&](Value& element, std::size_t) {
    return is_null(raw_text(element)) || read_chosen_map(element, tokens, context);
  });
}

/// What the first elements of a list are: null, or vLLM's maps.
struct Preview {
  bool maps = false;
  bool null_first = false;
  bool broken = false;
};

/// Whether the element is an object whose first value is an object with a logprob.
bool is_details_map(Value& element, Context& context) {
  Object map;
  bool details = false;
  if (element.get_object().get(map) != simdjson::SUCCESS) return false;
  each_field(map, context, [&](Key, Value& entry) {
    Object fields;
    if (entry.get_object().get(fields) != simdjson::SUCCESS) return false;
    each_field(fields, context, [&](Key key, Value&) {
      details = is(key, "logprob") || is(key, "decoded_token") || is(key, "rank");
      return !details;
    });
    return false;
  });
  return details;
}

Preview preview_of(Array& array, Context& context) {
  Preview preview;
  each_element(array, context, [&](Value& element, std::size_t index) {
    const bool null = is_null(raw_text(element));
    if (null && index == 0) preview.null_first = true;
    if (!null) preview.maps = is_details_map(element, context);
    return null;
  });
  context.trouble = {};
  preview.broken = array.reset().error() != simdjson::SUCCESS;
  return preview;
}

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
  return append_maps(array, choice.tokens, context);
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
  broken = array.reset().error() != simdjson::SUCCESS;
  return kinds == "[\"[";
}

}  // namespace

bool read_chosen_maps(Value& value, std::vector<Token>& tokens, Context& context) {
  std::optional<Array> array;
  return read_array(value, array, context) && (!array || append_maps(*array, tokens, context));
}

bool read_prompt_logprobs(Value& value, int index, Context& context) {
  if (is_null(raw_text(value)) || leaves_out(Kind::prompt, value, context)) return true;
  std::vector<Token>& tokens = choice_of(context.answer, index, Kind::prompt).tokens;
  Object object;
  if (value.get_object().get(object) != simdjson::SUCCESS) {
    return read_chosen_maps(value, tokens, context);
  }
  return each_field(object, context, [&](Key key, Value& list) {
    return !is(key, "content") || read_tokens(list, tokens, context);
  });
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
  bool found = false;
  bool of_another = false;  // another format, which may have logprobs of its prompt too
  std::vector<std::optional<std::int64_t>> ids;
  const bool good = each_field(object, context, [&](Key key, Value& value) {
    if (is(key, "choices") || is(key, "generation")) of_another = true;
    if (is(key, "prompt_token_ids")) return read_ids(value, ids, context);
    if (!is(key, "prompt_logprobs")) return true;
    found = !is_null(raw_text(value));
    return read_prompt_logprobs(value, 0, context) || context.in("prompt_logprobs");
  });
  if (good) choose_prompt_tokens(ids, context);
  return outcome_of(good, found && !of_another, context);
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
  const Preview preview = preview_of(array, context);
  if (preview.broken) return Outcome::broken;
  if (!preview.maps) return Outcome::not_mine;
  // Unlike a prompt's, the first of the generated tokens has a map.
  const Kind kind = preview.null_first ? Kind::prompt : Kind::content;
  if (kind == Kind::prompt && !context.scope.prompt) {
    context.notes.prompt_left_out = true;
    return Outcome::whole;
  }
  Choice& choice = choice_of(context.answer, 0, kind);
  return outcome_of(append_maps(array, choice.tokens, context), true, context);
}

}  // namespace logprobs::read

// OpenAI's chat completions and its older completions: a whole response, or a chunk of a stream.
// Some servers write one in the envelope of the other: how they list the tokens tells them apart.
#include "read/formats/failure.hpp"
#include "read/formats/formats.hpp"
#include "read/formats/sglang.hpp"
#include "read/formats/vllm_prompt.hpp"
#include "read/json/fields.hpp"
#include "read/tokens/alternatives.hpp"
#include "read/tokens/build.hpp"
#include "read/tokens/choice_logprobs.hpp"
#include "read/tokens/message.hpp"
#include "read/tokens/token_map.hpp"

namespace logprobs::read {
namespace {

/// What distinguishes a chunk from a whole response, and the two formats from each other.
struct Signs {
  bool choices = false;
  bool message = false;
  bool delta = false;
  bool text = false;
  bool finished = false;  // a choice has its finish_reason
  bool list = false;
  bool columns = false;

  bool completions() const { return !list && (columns || (text && !message && !delta)); }
};

/// What one entry of `choices` has apart from the lists of its tokens.
struct Entry {
  int index = 0;
  std::string finish_reason{};
  std::string_view text{};  // the JSON of `text`
  ChoiceLogprobs logprobs{};
  std::vector<Token> tuples{};  // SGLang's, for when there is nothing else
  bool tuples_by_id = false;
  bool vllm = false;                      // whose maps always have the chosen token
  double lone_logprob = unknown_logprob;  // of a chunk that has one token
};

// An entry may give its index last. Until then it is read on its own, as if it were the first
// choice.
constexpr int unnumbered = 0;

/// Appends the text of a message or a delta to the choice.
bool read_message(Value& value, Context& context) {
  std::optional<Object> object;
  if (!read_object(value, object, context)) return false;
  return !object || each_field(*object, context, [&](Key key, Value& field) {
    if (is(key, "content")) return append_message(field, unnumbered, Kind::content, context);
    if (is(key, "refusal")) return append_message(field, unnumbered, Kind::refusal, context);
    if (is_calls(key)) return note_calls(field, context, is(key, "function_call"));
    if (is(key, "role")) context.notes.role = true;
    const bool reasoning = is(key, "reasoning_content") || is(key, "reasoning");
    return !reasoning || append_message(field, unnumbered, Kind::reasoning, context);
  });
}

/// Reads a choice's `logprobs`: an object, Bedrock's list of maps, or one number for one token.
bool read_choice_logprobs(Value& value, Entry& entry, Context& context) {
  const std::string_view raw = raw_text(value);
  if (raw.starts_with('[')) {
    entry.logprobs.list = true;
    return read_chosen_maps(value, choice_of(context.answer, unnumbered, Kind::content).tokens,
                            context);
  }
  if (!raw.starts_with('{')) {
    return read_number(value, entry.lone_logprob, context) || context.mismatch(raw, "an object");
  }
  Object object;
  if (value.get_object().get(object) != simdjson::SUCCESS) return context.syntax();
  return read_logprobs(object, unnumbered, entry.logprobs, context);
}

/// Makes an entry's `text` its message, unless it has one: Together sends the same text twice.
bool take_text(const Entry& entry, Context& context) {
  std::string& message = choice_of(context.answer, unnumbered, Kind::content).message;
  if (!is_string(entry.text) || !message.empty()) return true;
  return append_unescaped(entry.text, message, context.notes.lone_surrogate) || context.syntax();
}

/// Makes a chunk's text its token, if the chunk has a single logprob.
bool take_lone_token(const Entry& entry, const Signs& signs, Context& context) {
  if (!context.event && !signs.delta) {
    context.trouble = {"logprobs", "is a number, not an object"};
    return false;
  }
  Choice& choice = choice_of(context.answer, unnumbered, Kind::content);
  if (choice.message.empty() || !choice.tokens.empty()) return true;
  Token& token = choice.tokens.emplace_back();
  std::string& arena = context.answer.bytes;
  const std::size_t begin = arena.size();
  arena += choice.message;
  set_text(token, {span(begin, arena.size()), span(begin, arena.size())});
  token.logprob = entry.lone_logprob;
  return true;
}

/// Reads the tuples of SGLang and lmdeploy, which usually repeat `logprobs`.
bool read_tuples(Key key, Value& value, Entry& entry, Context& context) {
  SglangMeta meta;
  const Notes before = context.notes;
  const bool good = is(key, "meta_info") ? read_sglang_meta(value, meta, context)
                                         : read_sglang_tuples(value, meta.output, context);
  entry.tuples_by_id = context.notes.named_by_id;
  context.notes = before;
  entry.tuples = std::move(meta.output);
  return good || context.in("output_token_logprobs");
}

/// Reads what only some servers send alongside `logprobs`: Together, vLLM, SGLang, lmdeploy and
/// Cerebras.
bool read_rarer_field(Key key, Value& value, Entry& entry, Context& context) {
  if (is(key, "top_logprobs")) return entry.logprobs.columns.read_field(key, value, context);
  if (is(key, "prompt_logprobs")) {
    return read_prompt_logprobs(value, unnumbered, context) || context.in("prompt_logprobs");
  }
  if (is(key, "reasoning_logprobs")) {
    return read_reasoning_logprobs(value, unnumbered, context) || context.in("reasoning_logprobs");
  }
  if (is(key, "stop_reason")) {
    entry.vllm = true;
    return true;
  }
  if (is(key, "output_token_logprobs") || is(key, "meta_info")) {
    return read_tuples(key, value, entry, context);
  }
  return true;
}

bool read_entry_field(Key key, Value& value, Entry& entry, Signs& signs, Context& context) {
  if (is(key, "index")) return read_index(value, entry.index, context) || context.in("index");
  if (is(key, "logprobs") || is(key, "logProbabilities")) {
    return read_choice_logprobs(value, entry, context) || context.in("logprobs");
  }
  if (is(key, "message")) {
    signs.message = true;
    return read_message(value, context) || context.in("message");
  }
  if (is(key, "delta")) {
    signs.delta = true;
    return read_message(value, context) || context.in("delta");
  }
  if (is(key, "text")) {
    signs.text = true;
    entry.text = raw_text(value);
    return !kind_of(entry.text).empty() || context.syntax();
  }
  if (is(key, "finish_reason") || is(key, "finishReason")) {
    return read_note(value, entry.finish_reason, context);
  }
  if (is(key, "error")) return read_failure(value, context.answer.failure, context);
  return read_rarer_field(key, value, entry, context);
}

/// Reads one entry of `choices` into an answer that has no choices yet.
bool read_entry(Value& value, Entry& entry, Signs& signs, Context& context) {
  const std::string_view raw = raw_text(value);
  if (!raw.starts_with('{')) return context.mismatch(raw, "an object");
  choice_of(context.answer, unnumbered, Kind::content);
  const bool read = each_field_of(value, context, [&](Key key, Value& field) {
    return read_entry_field(key, field, entry, signs, context);
  });
  const bool good = take_text(entry, context) && read &&
                    (take_columns(entry.logprobs, unnumbered, context) || context.in("logprobs")) &&
                    (std::isnan(entry.lone_logprob) || take_lone_token(entry, signs, context));
  Choice& choice = choice_of(context.answer, unnumbered, Kind::content);
  if (entry.vllm && entry.logprobs.columns.any()) drop_lone_chosen(choice.tokens, context.answer);
  if (choice.tokens.empty() && !entry.tuples.empty()) {
    choice.tokens = std::move(entry.tuples);
    context.notes.named_by_id = context.notes.named_by_id || entry.tuples_by_id;
  }
  if (signs.delta && !choice.tokens.empty()) note_empty_delta(context);
  signs.list = signs.list || entry.logprobs.list;
  signs.columns = signs.columns || entry.logprobs.columns.any();
  signs.finished = signs.finished || !entry.finish_reason.empty();
  return good;
}

/// Adds a choice's text and tokens to those that the answer already has of it.
void merge_choice(Choice& choice, Answer& answer) {
  Choice& known = choice_of(answer, choice.index, choice.kind);
  known.message += choice.message;
  if (known.tokens.empty()) known.tokens.swap(choice.tokens);
  known.tokens.insert(known.tokens.end(), choice.tokens.begin(), choice.tokens.end());
  answer.spare.push_back(std::move(choice));
}

bool read_choices(Value& value, Signs& signs, Context& context) {
  Answer& answer = context.answer;
  return each_of(value, context, [&](Value& element, std::size_t place) {
    Entry entry{.index = static_cast<int>(place)};  // unless the wire gives another
    const bool alone = answer.choices.empty();
    if (!alone) context.swap_aside();
    const bool good = read_entry(element, entry, signs, context);
    for (Choice& choice : answer.choices) choice.index = entry.index;
    number_calls(entry.index, context);
    if (!alone) {
      context.swap_aside();
      for (Choice& choice : context.aside.choices) merge_choice(choice, answer);
      context.aside.choices.clear();
    }
    if (!entry.finish_reason.empty()) end_choice(answer, entry.index, entry.finish_reason);
    return good;
  });
}

/// Together's `prompt`: [{"text": ..., "logprobs": {...}}].
bool read_prompt(Value& value, Context& context) {
  Array array;
  if (value.get_array().get(array) != simdjson::SUCCESS) return true;
  return each_element(array, context, [&](Value& element, std::size_t place) {
    Object object;
    if (element.get_object().get(object) != simdjson::SUCCESS) return true;
    return each_field(object, context, [&](Key key, Value& field) {
      Object logprobs;
      if (!is(key, "logprobs") || leaves_out(Kind::prompt, field, context)) return true;
      if (field.get_object().get(logprobs) != simdjson::SUCCESS) return true;
      Columns columns;
      const bool good = each_field(logprobs, context, [&](Key name, Value& column) {
        return columns.read_field(name, column, context);
      });
      Choice& prompt = choice_of(context.answer, static_cast<int>(place), Kind::prompt);
      return good && columns.append_to(prompt.tokens, context);
    });
  });
}

/// Dynamo's `nvext`.
bool read_extension(Value& value, Context& context) {
  Object object;
  if (value.get_object().get(object) != simdjson::SUCCESS) return true;
  return each_field(object, context, [&](Key key, Value& field) {
    return !is(key, "prompt_logprobs") || read_prompt_logprobs(field, 0, context) ||
           context.in("prompt_logprobs");
  });
}

struct Fields {
  Signs signs{};
  std::string object_name{};
  bool filter_results = false;  // of the prompt: Azure's streams begin with these alone
  std::vector<std::optional<std::int64_t>> prompt_ids{};
};

bool read_field(Key key, Value& value, Fields& fields, Context& context) {
  Answer& answer = context.answer;
  if (is(key, "choices")) {
    fields.signs.choices = true;
    return read_choices(value, fields.signs, context) || context.in("choices");
  }
  if (is(key, "id")) return read_note(value, answer.id, context);
  if (is(key, "model")) return read_note(value, answer.model, context);
  if (is(key, "prompt_filter_results")) return fields.filter_results = true;
  if (is(key, "object")) return read_note(value, fields.object_name, context);
  if (is(key, "error")) return read_failure(value, answer.failure, context) || context.in("error");
  if (is(key, "created")) return read_created(value, answer);
  if (is(key, "prompt")) return read_prompt(value, context) || context.in("prompt");
  if (is(key, "prompt_token_ids")) return read_ids(value, fields.prompt_ids, context);
  if (is(key, "prompt_logprobs")) {
    return read_prompt_logprobs(value, 0, context) || context.in("prompt_logprobs");
  }
  return !is(key, "nvext") || read_extension(value, context) || context.in("nvext");
}

Outcome read_response(Object& object, bool completions, Context& context) {
  Fields fields;
  const Signs& signs = fields.signs;
  const bool good = each_field(object, context, [&](Key key, Value& value) {
    return read_field(key, value, fields, context);
  });
  const bool either = context.answer.choices.empty();
  const bool mine = signs.choices && (either || signs.completions() == completions);
  const Outcome outcome = outcome_of(good, mine, context);
  if (outcome != Outcome::whole) return outcome;
  choose_prompt_tokens(fields.prompt_ids, context);
  const bool begins = fields.filter_results && context.answer.choices.empty();
  if (signs.delta || begins) return Outcome::part;
  if (signs.message) return Outcome::whole;
  if (context.event || fields.object_name.ends_with(".chunk")) return Outcome::part;
  // A chunk of the older completions looks like a whole response that did not end.
  if (context.answer.id.empty()) return Outcome::whole;
  return signs.finished || context.answer.choices.empty() ? Outcome::last : Outcome::piece;
}

}  // namespace

Outcome read_openai_chat(Object& object, Context& context) {
  return read_response(object, false, context);
}

Outcome read_openai_completions(Object& object, Context& context) {
  return read_response(object, true, context);
}

}  // namespace logprobs::read

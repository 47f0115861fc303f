// SGLang's own /generate: tuples (logprob, id, text) in `meta_info`. Depending on
// the server's settings, each event of a stream repeats all of them or only has the new ones.
#include "read/formats/sglang.hpp"

#include "read/formats/failure.hpp"
#include "read/formats/formats.hpp"
#include "read/json/fields.hpp"
#include "read/tokens/alternatives.hpp"
#include "read/tokens/build.hpp"
#include "read/tokens/token_list.hpp"

namespace logprobs::read {
namespace {

/// Reads one tuple. Gateways leave out the text.
template <typename Entry>
bool read_tuple(Value& value, Entry& entry, Context& context) {
  RawText raw;
  TokenText placed;
  Array tuple;
  if (value.get_array().get(tuple) != simdjson::SUCCESS) {
    return context.mismatch(raw_text(value), "an array of a logprob, an id and a text");
  }
  const bool good = each_element(tuple, context, [&](Value& part, std::size_t place) {
    if (place == 0) return read_number(part, entry.logprob, context);
    if (place == 1) return read_integer(part, raw.id, context);
    if (place > 2) return true;
    raw.string = raw_text(part);
    return is_string(raw.string) || is_null(raw.string) || context.mismatch(raw.string, "a string");
  });
  if (!good || !place_text(raw, placed, context)) return false;
  set_text(entry, placed);
  return true;
}

bool read_list(Value& value, Span& range, Context& context) {
  std::optional<Array> array;
  std::vector<Alternative>& all = context.answer.alternatives;
  const std::size_t begin = all.size();
  if (!read_array(value, array, context)) return false;
  const bool good = !array || each_element(*array, context, [&](Value& element, std::size_t) {
    Alternative entry;
    if (!read_tuple(element, entry, context)) return false;
    all.push_back(entry);
    return true;
  });
  range = span(begin, all.size());
  sort_alternatives(context.answer, begin);
  return good;
}

/// Reads the lists of alternatives, one for each token; null for a token without one.
bool read_lists(Value& value, std::vector<Span>& lists, Context& context) {
  return each_of(value, context, [&](Value& element, std::size_t) {
    return read_list(element, lists.emplace_back(), context);
  });
}

/// Reads a `finish_reason`: {"type": "length", ...}, a word, or null. If it is "abort", it has the
/// server's message.
bool read_reason(Value& value, SglangMeta& meta, Context& context) {
  Object reason;
  if (value.get_object().get(reason) != simdjson::SUCCESS) {
    return read_note(value, meta.reason, context);
  }
  return each_field(reason, context, [&](Key key, Value& field) {
    if (is(key, "message")) return read_failure(field, context.answer.failure, context);
    return !is(key, "type") || read_note(field, meta.reason, context);
  });
}

/// Reads the tokens or lists of the input, which is the prompt.
bool read_input_field(Key key, Value& value, SglangMeta& meta, Context& context) {
  if (leaves_out(Kind::prompt, value, context)) return true;
  return is(key, "input_token_logprobs")
             ? read_sglang_tuples(value, meta.input, context) || context.in("input_token_logprobs")
             : read_lists(value, meta.input_lists, context) || context.in("input_top_logprobs");
}

bool read_meta_field(Key key, Value& value, SglangMeta& meta, Context& context) {
  if (is(key, "output_token_logprobs")) {
    return read_sglang_tuples(value, meta.output, context) || context.in("output_token_logprobs");
  }
  if (is(key, "output_top_logprobs")) {
    return read_lists(value, meta.output_lists, context) || context.in("output_top_logprobs");
  }
  if (is(key, "input_token_logprobs") || is(key, "input_top_logprobs")) {
    return read_input_field(key, value, meta, context);
  }
  if (is(key, "id")) return read_note(value, meta.id, context);
  if (is(key, "finish_reason")) {
    meta.ended = !is_null(raw_text(value));
    return read_reason(value, meta, context);
  }
  return !is(key, "completion_tokens") || read_integer(value, meta.completion_tokens, context);
}

}  // namespace

bool read_sglang_tuples(Value& value, std::vector<Token>& tokens, Context& context) {
  return each_of(value, context, [&](Value& element, std::size_t) {
    return read_tuple(element, tokens.emplace_back(), context);
  });
}

bool read_sglang_meta(Value& value, SglangMeta& meta, Context& context) {
  Object object;
  if (value.get_object().get(object) != simdjson::SUCCESS) return true;
  meta.found = true;
  const bool good = each_field(object, context, [&](Key key, Value& field) {
    return read_meta_field(key, field, meta, context);
  });
  give_alternatives(meta.output_lists, meta.output, context);
  give_alternatives(meta.input_lists, meta.input, context);
  return good;
}

Outcome read_sglang(Object& object, Context& context) {
  SglangMeta meta;
  std::optional<int> index;
  const bool good = each_top_field(object, context, [&](Key key, Value& value) {
    if (is(key, "meta_info")) {
      return read_sglang_meta(value, meta, context) || context.in("meta_info");
    }
    if (is(key, "index")) {
      return read_index(value, index.emplace(0), context) || context.in("index");
    }
    if (!is(key, "text")) return true;
    return read_note(value, choice_of(context.answer, 0, Kind::content).message, context);
  });
  const Outcome outcome = outcome_of(good, meta.found, context);
  if (outcome != Outcome::whole) return outcome;
  context.answer.id = meta.id;
  const auto count = static_cast<std::int64_t>(meta.output.size());
  context.notes.repeats = !meta.completion_tokens            ? Repeats::perhaps
                          : *meta.completion_tokens == count ? Repeats::yes
                                                             : Repeats::no;
  choice_of(context.answer, 0, Kind::content).tokens = std::move(meta.output);
  if (!meta.input.empty()) {
    choice_of(context.answer, 0, Kind::prompt).tokens = std::move(meta.input);
  }
  const bool ended = context.event ? !meta.reason.empty() : meta.ended;
  if (ended) end_choice(context.answer, 0, meta.reason);
  if (index.value_or(0) != 0) renumber(context.answer, 0, *index);
  // Several answers to one request have an id each, but their events belong to one response.
  if (context.event && index) context.answer.id.clear();
  if (context.event) return Outcome::part;
  return ended ? Outcome::last : Outcome::piece;
}

}  // namespace logprobs::read

// Cohere's v2 chat: entries with the ids and logprobs of one or more tokens, and a text that they
// share.
#include <algorithm>

#include "read/formats/formats.hpp"
#include "read/json/fields.hpp"
#include "read/tokens/build.hpp"
#include "read/tokens/message.hpp"
#include "read/tokens/token_text.hpp"

namespace logprobs::read {
namespace {

/// A chunk of tokens that share one text.
struct Chunk {
  std::string_view text{};
  bool has_ids = false;
  bool has_more = false;  // it has keys of other formats' `logprobs`
  std::vector<std::optional<std::int64_t>> ids{};
  std::vector<double> logprobs{};
};

bool read_chunk_field(Key key, Value& value, Chunk& chunk, Context& context) {
  if (is(key, "text")) {
    chunk.text = raw_text(value);
    const bool fits = is_string(chunk.text) || is_null(chunk.text);
    return fits || context.mismatch(chunk.text, "a string") || context.in("text");
  }
  if (is(key, "tokens") || is(key, "content")) {
    chunk.has_more = true;
    return true;
  }
  if (is(key, "token_ids")) {
    chunk.has_ids = true;
    return each_of(value, context,
                   [&](Value& element, std::size_t) {
                     return read_integer(element, chunk.ids.emplace_back(), context);
                   }) ||
           context.in("token_ids");
  }
  if (!is(key, "logprobs")) return true;
  return each_of(value, context,
                 [&](Value& element, std::size_t) {
                   return read_number(element, chunk.logprobs.emplace_back(unknown_logprob),
                                      context);
                 }) ||
         context.in("logprobs");
}

/// Appends the chunk's tokens. The first of several gets the whole text, since nothing says how it
/// is divided.
bool take_chunk(const Chunk& chunk, std::vector<Token>& tokens, Context& context) {
  const std::size_t count = std::max(chunk.ids.size(), chunk.logprobs.size());
  const bool has_text = is_string(chunk.text);
  if (chunk.ids.size() != chunk.logprobs.size() && !chunk.logprobs.empty()) {
    context.notes.unequal_arrays = true;
  }
  if (has_text && count > 1) context.notes.shared_text = true;
  for (std::size_t i = 0; i < count; ++i) {
    RawText raw{.string = !has_text ? std::string_view() : i == 0 ? chunk.text : "\"\""};
    if (i < chunk.ids.size()) raw.id = chunk.ids[i];
    TokenText placed;
    if (!place_text(raw, placed, context)) return false;
    Token& token = tokens.emplace_back();
    set_text(token, placed);
    if (i < chunk.logprobs.size()) token.logprob = chunk.logprobs[i];
  }
  return true;
}

/// Reads a chunk, and sets `found` if it is one of Cohere's.
bool read_chunk(Value& value, bool& found, Context& context) {
  Chunk chunk;
  const bool good = each_field_of(value, context, [&](Key key, Value& field) {
    return read_chunk_field(key, field, chunk, context);
  });
  const bool mine = chunk.has_ids && !chunk.has_more;
  found = found || mine;
  if (!good || !mine) return good;
  return take_chunk(chunk, choice_of(context.answer, 0, Kind::content).tokens, context);
}

struct Fields {
  std::string type{};
  std::string reason{};
  bool chunks = false;
};

bool read_logprobs(Value& value, Fields& fields, Context& context) {
  const std::string_view raw = raw_text(value);
  if (raw.starts_with('{')) return read_chunk(value, fields.chunks, context);
  return each_of(value, context, [&](Value& element, std::size_t) {
    return read_chunk(element, fields.chunks, context);
  });
}

/// Reads {"content": ...}, and the `message` and `finish_reason` of an event's `delta`.
bool read_message(Value& value, Fields& fields, Context& context) {
  Object object;
  if (value.get_object().get(object) != simdjson::SUCCESS) return true;
  return each_field(object, context, [&](Key key, Value& field) {
    if (is(key, "content")) return append_message(field, 0, Kind::content, context);
    if (is(key, "message")) return read_message(field, fields, context);
    return !is(key, "finish_reason") || read_note(field, fields.reason, context);
  });
}

bool is_event_type(std::string_view type) {
  return type == "message-start" || type == "message-end" || type.starts_with("content-");
}

}  // namespace

Outcome read_cohere_chat(Object& object, Context& context) {
  Fields fields;
  choice_of(context.answer, 0, Kind::content);
  const bool good = each_top_field(object, context, [&](Key key, Value& value) {
    if (is(key, "type")) return read_note(value, fields.type, context);
    if (is(key, "id")) return read_note(value, context.answer.id, context);
    if (is(key, "finish_reason")) return read_note(value, fields.reason, context);
    if (is(key, "message") || is(key, "delta")) return read_message(value, fields, context);
    if (!is(key, "logprobs")) return true;
    return read_logprobs(value, fields, context) || context.in("logprobs");
  });
  const bool event = is_event_type(fields.type);
  const Outcome outcome = outcome_of(good, fields.chunks || event, context);
  if (outcome != Outcome::whole) return outcome;
  const bool end = fields.type == "message-end" || !event;
  if (end) end_choice(context.answer, 0, fields.reason);
  return event ? Outcome::part : Outcome::whole;
}

}  // namespace logprobs::read

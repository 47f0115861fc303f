#include "read/tokens/token_map.hpp"

#include <algorithm>

#include "logprobs/text.hpp"
#include "read/json/fields.hpp"
#include "read/tokens/alternatives.hpp"

namespace logprobs::read {
namespace {

/// An entry of a map, with its text as it is in the document.
struct Entry {
  RawText text;
  double logprob = unknown_logprob;
  std::optional<std::int64_t> rank{};
};

/// Reads vLLM's {"logprob", "rank", "decoded_token"}.
bool read_details(Object& object, Entry& entry, Context& context) {
  return each_field(object, context, [&](Key key, Value& value) {
    if (is(key, "logprob")) {
      return read_number(value, entry.logprob, context) || context.in("logprob");
    }
    if (is(key, "rank")) return read_integer(value, entry.rank, context) || context.in("rank");
    if (!is(key, "decoded_token")) return true;
    const std::string_view raw = raw_text(value);
    if (is_string(raw)) entry.text.string = raw;
    entry.text.plain = false;
    return true;
  });
}

bool read_entry(Key key, Value& value, MapKeys keys, Entry& entry, Context& context) {
  bool plain = false;
  const std::string_view name = key_text(key, plain);
  if (keys == MapKeys::ids) entry.text.id = parse_integer(name);
  if (entry.text.id) {
    entry.text.digits = name;
  } else {
    entry.text.string = {name.data() - 1, name.size() + 2};
    entry.text.plain = plain;
  }
  if (!raw_text(value).starts_with('{')) return read_number(value, entry.logprob, context);
  Object details;
  if (value.get_object().get(details) != simdjson::SUCCESS) return context.syntax();
  return read_details(details, entry, context);
}

/// Reads the entries, and sets `beyond` to the place of one whose rank exceeds the map's size.
bool read_entries(Object& map, MapKeys keys, std::optional<std::size_t>& beyond, Context& context) {
  std::vector<Alternative>& all = context.answer.alternatives;
  const std::size_t begin = all.size();
  std::int64_t largest = 0;
  const bool good = each_field(map, context, [&](Key key, Value& value) {
    Entry entry;
    TokenText placed;
    if (!read_entry(key, value, keys, entry, context)) return context.in("top_logprobs");
    if (!place_text(entry.text, placed, context)) return false;
    if (entry.rank.value_or(0) > largest) {
      largest = *entry.rank;
      beyond = all.size() - begin;
    }
    set_text(all.emplace_back(), placed);
    all.back().logprob = entry.logprob;
    return true;
  });
  if (largest <= static_cast<std::int64_t>(all.size() - begin)) beyond.reset();
  return good;
}

Token token_of(const Alternative& entry) {
  Token token;
  token.text = entry.text;
  token.name = entry.name;
  token.shown = entry.shown;
  token.logprob = entry.logprob;
  token.id = entry.id;
  return token;
}

}  // namespace

bool read_token_map(Value& value, MapKeys keys, Context& context) {
  std::optional<Object> map;
  return read_object(value, map, context) && (!map || read_token_map(*map, keys, context));
}

bool read_token_map(Object& map, MapKeys keys, Context& context) {
  std::optional<std::size_t> beyond;
  return read_entries(map, keys, beyond, context);
}

bool read_chosen_map(Value& value, std::vector<Token>& tokens, Context& context) {
  std::vector<Alternative>& all = context.answer.alternatives;
  const std::size_t begin = all.size();
  Object map;
  std::optional<std::size_t> chosen;
  if (value.get_object().get(map) != simdjson::SUCCESS) {
    return context.mismatch(raw_text(value), "an object of tokens and their logprobs");
  }
  if (!read_entries(map, MapKeys::ids, chosen, context)) return false;
  if (all.size() == begin) {
    context.trouble = {"", "is empty: there is no token in it"};
    return false;
  }
  if (!chosen && all.size() - begin > 1) context.notes.chosen_unmarked = true;
  Token token = token_of(all[begin + chosen.value_or(0)]);
  token.alternatives = span(begin, all.size());
  sort_alternatives(context.answer, begin);
  tokens.push_back(token);
  return true;
}

bool choose_by_ids(const std::vector<std::optional<std::int64_t>>& ids, std::vector<Token>& tokens,
                   Answer& answer) {
  if (ids.size() < tokens.size()) return false;
  const std::size_t skipped = ids.size() - tokens.size();
  bool all = true;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Span list = tokens[i].alternatives;
    const auto begin = answer.alternatives.begin() + list.begin;
    const auto entry = std::find_if(begin, begin + list.size, [&](const Alternative& candidate) {
      return candidate.id && candidate.id == ids[skipped + i];
    });
    all = all && entry != begin + list.size;
    if (entry == begin + list.size) continue;
    tokens[i] = token_of(*entry);
    tokens[i].alternatives = list;
  }
  return all;
}

}  // namespace logprobs::read

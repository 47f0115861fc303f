#include "read/tokens/token_map.hpp"

#include <algorithm>

#include "logprobs/text.hpp"
#include "read/json/fields.hpp"
#include "read/tokens/alternatives.hpp"

namespace logprobs::read {
namespace {

/// An entry of a map, with its text as it is in the document.
struct MapEntry {
  RawText text;
  double logprob = unknown_logprob;
  std::optional<std::uint32_t> rank{};
};

/// Reads vLLM's {"logprob", "rank", "decoded_token"}.
bool read_details(Object& object, MapEntry& entry, Context& context) {
  return each_field(object, context, [&](Key key, Value& value) {
    if (is(key, "logprob")) {
      return read_number(value, entry.logprob, context) || context.in("logprob");
    }
    if (is(key, "rank")) {
      read_rank(value, entry.rank);
      return true;
    }
    if (!is(key, "decoded_token")) return true;
    const std::string_view raw = raw_text(value);
    if (is_string(raw)) entry.text.string = raw;
    entry.text.plain = false;
    return true;
  });
}

bool read_entry(Key key, Value& value, MapKeys keys, MapEntry& entry, Context& context) {
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

/// The entry of a map with the greatest rank.
struct Last {
  std::uint32_t rank = 0;  // 0: no entry has a rank
  std::size_t place = 0;   // in the map
};

bool read_entries(Object& map, MapKeys keys, Last& last, Context& context) {
  std::vector<Alternative>& all = context.answer.alternatives;
  const std::size_t begin = all.size();
  constexpr std::size_t some = 64;
  return each_field(map, context, [&](Key key, Value& value) {
    MapEntry entry;
    TokenText placed;
    if (!read_entry(key, value, keys, entry, context)) return context.in("top_logprobs");
    if (!place_text(entry.text, placed, context)) return false;
    if (entry.rank.value_or(0) > last.rank) last = {*entry.rank, all.size() - begin};
    context.make_room(all);
    set_text(all.emplace_back(), placed);
    all.back().logprob = entry.logprob;
    return all.size() % some != 0 || context.affords(some);
  });
}

/// Whether an object's first field is an entry of such a map: an id, or what vLLM says of one.
bool is_map_from_ids(Object& map, Context& context) {
  bool found = false;
  each_field(map, context, [&](Key key, Value& value) {
    bool plain = false;
    const bool id = parse_integer(key_text(key, plain)).has_value();
    Object details;
    if (value.get_object().get(details) != simdjson::SUCCESS) {
      found = id && kind_of(raw_text(value)) == "a number";
      return false;
    }
    each_field(details, context, [&](Key name, Value&) {
      found = is(name, "logprob") || is(name, "decoded_token") || is(name, "rank");
      return !found;
    });
    return false;
  });
  return found;
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
  Last last;
  return read_entries(map, keys, last, context);
}

bool read_chosen_map(Value& value, std::vector<Token>& tokens, Context& context) {
  std::vector<Alternative>& all = context.answer.alternatives;
  const std::size_t begin = all.size();
  Object map;
  Last last;
  if (value.get_object().get(map) != simdjson::SUCCESS) {
    return context.mismatch(raw_text(value), "an object of tokens and their logprobs");
  }
  if (!read_entries(map, MapKeys::ids, last, context)) return false;
  if (all.size() == begin) {
    context.trouble = {"", "is empty: there is no token in it"};
    return false;
  }
  const std::size_t count = all.size() - begin;
  const bool marked = last.rank > count;
  Token& token = tokens.emplace_back(token_of(all[begin + (marked ? last.place : 0)]));
  if (count == 1) {
    if (last.rank != 0) token.rank = last.rank;
    all.pop_back();
    return true;
  }
  if (!marked) context.notes.chosen_unmarked = true;
  token.alternatives = span(begin, all.size());
  sort_alternatives(context.answer, begin);
  return true;
}

bool read_chosen_maps(Array& list, std::vector<Token>& tokens, Context& context) {
  return each_element(list, context, [&](Value& element, std::size_t) {
    return is_null(raw_text(element)) || read_chosen_map(element, tokens, context);
  });
}

bool read_chosen_maps(Value& value, std::vector<Token>& tokens, Context& context) {
  std::optional<Array> array;
  return read_array(value, array, context) && (!array || read_chosen_maps(*array, tokens, context));
}

std::optional<bool> is_map_list(Array& list, Context& context) {
  bool maps = false;
  each_element(list, context, [&](Value& element, std::size_t) {
    Object map;
    const bool null = is_null(raw_text(element));
    if (element.get_object().get(map) == simdjson::SUCCESS) maps = is_map_from_ids(map, context);
    return null;
  });
  context.trouble = {};
  if (!rewind(list, context)) return std::nullopt;
  return maps;
}

bool choose_by_ids(const std::vector<std::optional<std::int64_t>>& ids, std::vector<Token>& tokens,
                   Answer& answer) {
  if (ids.size() < tokens.size()) return false;
  const std::size_t skipped = ids.size() - tokens.size();
  bool all = true;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Span list = tokens[i].alternatives;
    if (list.size == 0 && tokens[i].id && tokens[i].id == ids[skipped + i]) continue;
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

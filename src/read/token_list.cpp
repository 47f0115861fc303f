#include "token_list.hpp"

#include <algorithm>

#include "answer.hpp"
#include "byte_array.hpp"

namespace logprobs {
namespace {

/// One item of a list; its texts are still as the document has them.
struct Item {
  std::string_view token;       // the JSON string, or null, or empty where the key is missing
  const char* bytes = nullptr;  // the bracket that opens the array
  double logprob = unknown_logprob;
  std::optional<std::int64_t> id;
  Span alternatives;
};

bool read_alternatives(Value& value, Span& range, Context& context);

bool read_bytes_key(Value& value, Item& item, Context& context) {
  const std::string_view raw = raw_text(value);
  if (raw.starts_with('[')) {
    item.bytes = raw.data();
    return true;
  }
  return is_null(raw) || context.mismatch(raw, "an array of bytes");
}

bool read_token_key(Value& value, Item& item, Context& context) {
  item.token = raw_text(value);
  const bool fits = is_string(item.token) || is_null(item.token);
  return fits || context.mismatch(item.token, "a string");
}

/// Nobody needs an id that is no whole number.
bool read_id(Value& value, std::optional<std::int64_t>& id) {
  std::int64_t number = 0;
  if (value.get_int64().get(number) == simdjson::SUCCESS) id = number;
  return true;
}

bool read_field(Key key, Value& value, Item& item, bool chosen, Context& context) {
  if (is(key, "token")) return read_token_key(value, item, context) || context.in("token");
  if (is(key, "logprob")) {
    return read_number(value, item.logprob, context) || context.in("logprob");
  }
  if (is(key, "bytes")) return read_bytes_key(value, item, context) || context.in("bytes");
  if (chosen && is(key, "top_logprobs")) {
    return read_alternatives(value, item.alternatives, context) || context.in("top_logprobs");
  }
  if (is(key, "id") || is(key, "token_id")) {
    return read_id(value, item.id);
  }
  return true;
}

bool read_item(Value& value, Item& item, bool chosen, Context& context) {
  auto object = value.get_object();
  if (object.error() != simdjson::SUCCESS) {
    return context.mismatch(raw_text(value), "an object with a token and its logprob");
  }
  auto&& fields = std::move(object).value_unsafe();
  return each_field(fields, context, [&](Key key, Value& field) {
    return read_field(key, field, item, chosen, context);
  });
}

Span span(std::size_t begin, std::size_t end) {
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end - begin)};
}

/// Names a token that has neither string nor bytes by its id.
bool place_id(const Item& item, Span& text, Span& name, Context& context) {
  if (!item.id) {
    context.trouble = {"token", is_null(item.token) ? "is null, not a string" : "is missing"};
    return false;
  }
  std::string& arena = context.answer.bytes;
  const std::size_t begin = arena.size();
  arena += std::to_string(*item.id);
  text = name = span(begin, arena.size());
  context.named_by_id = true;
  return true;
}

/// Appends the item's bytes. Where they are not what the token string says they are the truth, and
/// the string is kept beside them.
bool place_bytes(const Item& item, Span& text, Span& name, Context& context) {
  std::string& arena = context.answer.bytes;
  const std::size_t begin = arena.size();
  if (!append_byte_array(item.bytes, arena, context)) return context.in("bytes");
  const Span bytes = span(begin, arena.size());
  if (bytes.size == 0 || context.answer.view(bytes) == context.answer.view(name)) {
    arena.resize(begin);
    return true;
  }
  text = bytes;
  if (!is_string(item.token)) name = bytes;
  return true;
}

/// Appends the item's token string and bytes to the answer's bytes.
bool place_text(const Item& item, Span& text, Span& name, Context& context) {
  std::string& arena = context.answer.bytes;
  const std::size_t begin = arena.size();
  const bool has_string = is_string(item.token);
  if (has_string && item.bytes != nullptr) {
    const std::string_view string = item.token.substr(1, item.token.size() - 2);
    if (says_plainly(item.bytes, string)) {
      arena.append(string);
      name = text = span(begin, arena.size());
      return true;
    }
  }
  if (has_string && !append_unescaped(item.token, arena, context.lone_surrogate)) {
    return context.syntax();
  }
  name = text = span(begin, arena.size());
  if (item.bytes != nullptr && !place_bytes(item, text, name, context)) return false;
  return has_string || text.size != 0 || place_id(item, text, name, context);
}

/// Most probable first, equal ones as sent, unscored ones last.
bool comes_before(const Alternative& a, const Alternative& b) {
  const bool a_scored = is_scored(a.logprob);
  const bool b_scored = is_scored(b.logprob);
  return a_scored && (!b_scored || a.logprob > b.logprob);
}

bool read_alternatives(Value& value, Span& range, Context& context) {
  std::optional<Array> array;
  if (!read_array(value, array, context)) return false;
  if (!array) return true;
  std::vector<Alternative>& all = context.answer.alternatives;
  const std::size_t begin = all.size();
  const bool good = each_element(*array, context, [&](Value& element, std::size_t) {
    Item item;
    if (!read_item(element, item, false, context)) return false;
    Alternative& entry = all.emplace_back();
    entry.logprob = item.logprob;
    entry.id = item.id;
    if (place_text(item, entry.text, entry.name, context)) return true;
    all.pop_back();
    return false;
  });
  range = span(begin, all.size());
  const auto first = all.begin() + static_cast<std::ptrdiff_t>(begin);
  if (!std::is_sorted(first, all.end(), comes_before)) {
    std::stable_sort(first, all.end(), comes_before);
  }
  return good;
}

bool read_kind(Value& value, int index, Kind kind, Context& context) {
  std::optional<Array> array;
  if (!read_array(value, array, context)) return false;
  return !array || read_tokens(*array, choice_of(context.answer, index, kind).tokens, context);
}

}  // namespace

bool read_tokens(Array& list, std::vector<Token>& tokens, Context& context) {
  return each_element(list, context, [&](Value& element, std::size_t) {
    Item item;
    if (!read_item(element, item, true, context)) return false;
    Token& token = tokens.emplace_back();
    token.logprob = item.logprob;
    token.id = item.id;
    token.alternatives = item.alternatives;
    if (place_text(item, token.text, token.name, context)) return true;
    tokens.pop_back();
    return false;
  });
}

std::optional<bool> is_token_list(Array& list, Context& context) {
  bool found = false;
  bool broken = false;
  bool empty = true;
  const bool all = each_element(list, context, [&](Value& element, std::size_t) {
    Object object;
    empty = false;
    if (element.get_object().get(object) != simdjson::SUCCESS) return false;
    const bool visited = each_field(object, context, [&](Key key, Value&) {
      found = is(key, "token") || is(key, "logprob");
      return !found;
    });
    broken = !visited && !found;
    return false;  // the first says enough
  });
  if (broken || (empty && !all)) return std::nullopt;
  return found || empty;
}

bool read_logprobs(Object& object, int index, Context& context) {
  return each_field(object, context, [&](Key key, Value& value) {
    if (is(key, "content")) {
      return read_kind(value, index, Kind::content, context) || context.in("content");
    }
    if (is(key, "refusal")) {
      return read_kind(value, index, Kind::refusal, context) || context.in("refusal");
    }
    return true;
  });
}

}  // namespace logprobs

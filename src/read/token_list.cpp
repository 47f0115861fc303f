#include "token_list.hpp"

#include <algorithm>
#include <array>
#include <cstring>

#include "answer.hpp"
#include "scan.hpp"

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

/// Goes through the numbers of the array that opens at `text` and calls `take(char)` for each until
/// it returns false. A third of a response is such arrays, and simdjson's walk costs three times as
/// much.
template <typename Take>
bool each_byte(const char* text, Context& context, Take take) {
  const char* const end = context.end;
  const auto skip_space = [&] {
    while (text < end && is_json_space(*text)) ++text;
  };
  ++text;
  skip_space();
  if (text < end && *text == ']') return true;
  for (std::size_t index = 0;; ++index) {
    const char* const digits = text;
    unsigned byte = 0;
    for (; text < end && text - digits < 4; ++text) {
      const unsigned digit = static_cast<unsigned char>(*text) - unsigned{'0'};
      if (digit > 9) break;
      byte = byte * 10 + digit;
    }
    const bool number = text != digits && byte <= 255;
    skip_space();
    const char next = text < end ? *text : '\0';
    if (!number || (next != ',' && next != ']')) {
      context.trouble = {"", "is not a byte (a whole number from 0 to 255)"};
      return context.in(index);
    }
    if (!take(static_cast<char>(byte)) || next == ']') return true;
    ++text;
    skip_space();
  }
}

/// A byte as JSON writes it, to be compared with four characters at once.
struct Decimal {
  std::uint32_t digits = 0;
  std::uint32_t mask = 0;
  std::uint32_t size = 0;
};

std::uint32_t load4(const char* text) {
  std::uint32_t loaded = 0;
  std::memcpy(&loaded, text, sizeof loaded);
  return loaded;
}

std::array<Decimal, 256> make_decimals() {
  std::array<Decimal, 256> decimals{};
  for (std::size_t byte = 0; byte < decimals.size(); ++byte) {
    const std::string digits = std::to_string(byte);
    char text[4] = {};
    char mask[4] = {};
    std::memcpy(text, digits.data(), digits.size());
    std::memset(mask, 0xFF, digits.size());
    decimals[byte] = {load4(text), load4(mask), static_cast<std::uint32_t>(digits.size())};
  }
  return decimals;
}

/// Whether the array that opens at `text` says just what `string` says, in the spacing that servers
/// use. False is no verdict. Nearly all arrays pass, and this is much cheaper than reading numbers.
/// (Four characters are read at once: at the text's end they are of the padding behind it.)
bool plainly_same(const char* text, std::string_view string) {
  static const std::array<Decimal, 256> decimals = make_decimals();
  for (const char c : string) {
    const Decimal& decimal = decimals[static_cast<unsigned char>(c)];
    text += text[1] == ' ' ? 2 : 1;  // behind the bracket or the comma
    if ((load4(text) & decimal.mask) != decimal.digits) return false;
    text += decimal.size;
    if (*text != ',' && *text != ']') return false;
  }
  return *text == ']' && !string.empty();
}

/// Whether the array says just what `string` says, or nothing.
bool same_bytes(const char* array, std::string_view string, bool& same, Context& context) {
  same = plainly_same(array, string);
  if (same) return true;
  std::size_t size = 0;
  bool equal = true;
  const bool good = each_byte(array, context, [&](char byte) {
    equal = size < string.size() && string[size] == byte;
    ++size;
    return equal;
  });
  same = size == 0 || (equal && size == string.size());
  return good;
}

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
    return read_integer(value, item.id, context) || context.in("id");
  }
  return true;
}

bool read_item(Value& value, Item& item, bool chosen, Context& context) {
  Object object;
  if (value.get_object().get(object) != simdjson::SUCCESS) {
    return context.mismatch(raw_text(value), "an object with a token and its logprob");
  }
  return each_field(object, context, [&](Key key, Value& field) {
    return read_field(key, field, item, chosen, context);
  });
}

Span span(std::size_t begin, std::size_t end) {
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end - begin)};
}

/// Appends bytes that are not those of the token string.
bool place_bytes(const Item& item, bool has_string, Span& text, Span& name, Context& context) {
  std::string& arena = context.answer.bytes;
  const std::size_t begin = arena.size();
  const bool good = each_byte(item.bytes, context, [&](char byte) {
    arena += byte;
    return true;
  });
  text = span(begin, arena.size());
  if (!has_string) name = text;
  return good || context.in("bytes");
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

/// Appends the item's token string and bytes to the answer's bytes. The bytes are the truth; the
/// string is kept beside them only where it says something else.
bool place_text(const Item& item, Span& text, Span& name, Context& context) {
  std::string& arena = context.answer.bytes;
  const std::size_t begin = arena.size();
  const bool has_string = is_string(item.token);
  if (has_string && !append_unescaped(item.token, arena, context.lone_surrogate)) {
    return context.syntax();
  }
  name = text = span(begin, arena.size());
  if (item.bytes != nullptr) {
    bool same = true;
    if (!same_bytes(item.bytes, context.answer.view(name), same, context)) {
      return context.in("bytes");
    }
    if (!same) return place_bytes(item, has_string, text, name, context);
  }
  return has_string || place_id(item, text, name, context);
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

bool read_tokens(Array list, std::vector<Token>& tokens, Context& context) {
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

bool is_token_list(Array list, Context& context) {
  bool found = false;
  bool empty = true;
  each_element(list, context, [&](Value& element, std::size_t) {
    Object object;
    empty = false;
    if (element.get_object().get(object) != simdjson::SUCCESS) return false;
    each_field(object, context, [&](Key key, Value&) {
      found = is(key, "token") || is(key, "logprob");
      return !found;
    });
    return false;  // the first says enough
  });
  return found || empty;
}

bool read_logprobs(Object object, int index, Context& context) {
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

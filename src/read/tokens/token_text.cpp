#include "read/tokens/token_text.hpp"

#include <charconv>
#include <limits>
#include <string>

#include "logprobs/text.hpp"
#include "read/tokens/byte_array.hpp"

namespace logprobs::read {
namespace {

bool may_be_spelled(std::string_view string) {
  return string.starts_with(bytes_prefix) || string.starts_with(id_prefix);
}

/// Appends the bytes that `text` spells as `\xe9\x80`; false if it has anything else.
bool append_hex_bytes(std::string_view text, std::string& out) {
  for (; !text.empty(); text.remove_prefix(4)) {
    unsigned byte = 0;
    if (text.size() < 4 || !text.starts_with("\\x")) return false;
    const auto [end, error] = std::from_chars(text.data() + 2, text.data() + 4, byte, 16);
    if (error != std::errc() || end != text.data() + 4) return false;
    out += static_cast<char>(byte);
  }
  return true;
}

/// What follows "bytes:" (OpenAI's completions) or "byte: " (older llama.cpp).
std::string_view spelled_bytes(std::string_view string) {
  for (const std::string_view prefix : {"bytes: ", "bytes:", "byte: ", "byte:"}) {
    if (string.starts_with(prefix)) return string.substr(prefix.size());
  }
  return {};
}

/// If the string spells bytes or an id, makes these the token's.
void read_spelling(TokenText& placed, Context& context) {
  std::string& arena = context.answer.bytes;
  const std::string string(context.answer.view(placed.name));
  const std::string_view hex = spelled_bytes(string);
  const std::size_t begin = arena.size();
  if (!hex.empty() && append_hex_bytes(hex, arena)) {
    placed.text = span(begin, arena.size());
    return;
  }
  arena.resize(begin);
  if (!string.starts_with(id_prefix)) return;
  const auto id = parse_integer(std::string_view(string).substr(id_prefix.size()));
  if (!id) return;
  placed.id = id;
  placed.text.begin += static_cast<std::uint32_t>(id_prefix.size());
  placed.text.size -= static_cast<std::uint32_t>(id_prefix.size());
  context.notes.named_by_id = true;
}

/// Names a token without string or bytes by its id.
bool place_id(const RawText& raw, TokenText& placed, Context& context) {
  if (!raw.id) {
    context.trouble = {"token", is_null(raw.string) ? "is null, not a string" : "is missing"};
    return false;
  }
  std::string& arena = context.answer.bytes;
  const std::size_t begin = arena.size();
  raw.digits.empty() ? arena += std::to_string(*raw.id) : arena += raw.digits;
  placed.text = placed.name = span(begin, arena.size());
  context.notes.named_by_id = true;
  return true;
}

/// Appends the bytes, unless they only repeat the string.
bool place_bytes(const RawText& raw, TokenText& placed, Context& context) {
  if (end_of_equal_bytes(raw.bytes, context.answer.view(placed.name)) != nullptr) return true;
  std::string& arena = context.answer.bytes;
  const std::size_t begin = arena.size();
  if (*raw.bytes == '"') {
    append_base64(raw.bytes, arena);
  } else if (!append_byte_array(raw.bytes, arena, context)) {
    return context.in("bytes");
  }
  const Span bytes = span(begin, arena.size());
  if (bytes.size == 0 || context.answer.view(bytes) == context.answer.view(placed.name)) {
    arena.resize(begin);
    return true;
  }
  placed.text = bytes;
  if (!is_string(raw.string)) placed.name = bytes;
  return true;
}

}  // namespace

void read_id(Value& value, std::optional<std::int64_t>& id) {
  std::int64_t number = 0;
  Array list;
  if (value.get_int64().get(number) == simdjson::SUCCESS) {
    id = number;
  } else if (value.get_array().get(list) == simdjson::SUCCESS) {
    for (auto element : list) {
      if (element.get_int64().get(number) != simdjson::SUCCESS || id) return;
      id = number;
    }
  }
}

void read_rank(Value& value, std::optional<std::uint32_t>& rank) {
  std::uint64_t number = 0;
  if (value.get_uint64().get(number) != simdjson::SUCCESS) return;
  if (number > 0 && number <= std::numeric_limits<std::uint32_t>::max()) {
    rank = static_cast<std::uint32_t>(number);
  }
}

bool read_ids(Value& value, std::vector<std::optional<std::int64_t>>& ids, Context& context) {
  Array array;
  if (value.get_array().get(array) != simdjson::SUCCESS) return true;
  return each_element(array, context, [&](Value& element, std::size_t) {
    read_id(element, ids.emplace_back());
    return true;
  });
}

bool place_text(const RawText& raw, TokenText& placed, Context& context) {
  std::string& arena = context.answer.bytes;
  const std::size_t begin = arena.size();
  const bool has_string = is_string(raw.string);
  placed.id = raw.id;
  if (has_string && raw.bytes != nullptr) {
    const std::string_view string = raw.string.substr(1, raw.string.size() - 2);
    if (!may_be_spelled(string) && end_of_equal_bytes(raw.bytes, string) != nullptr) {
      arena.append(string);
      placed.text = placed.name = span(begin, arena.size());
      return true;
    }
  }
  if (raw.plain) {
    arena += raw.string.substr(1, raw.string.size() - 2);
  } else if (has_string && !append_unescaped(raw.string, arena, context.notes.lone_surrogate)) {
    return context.syntax();
  }
  placed.text = placed.name = span(begin, arena.size());
  if (raw.bytes != nullptr && !place_bytes(raw, placed, context)) return false;
  const bool is_plain = placed.text.begin == begin;
  if (has_string && is_plain && may_be_spelled(context.answer.view(placed.name))) {
    read_spelling(placed, context);
  }
  return has_string || placed.text.size != 0 || place_id(raw, placed, context);
}

}  // namespace logprobs::read

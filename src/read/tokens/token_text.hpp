// A token's text, in the spellings that servers have for it.
#pragma once

#include <optional>
#include <string_view>

#include "read/json/json.hpp"

namespace logprobs::read {

/// What a document says of a token's text.
struct RawText {
  std::string_view string;      ///< the JSON string, or null, or empty where the key is missing
  const char* bytes = nullptr;  ///< the bracket that opens the array of its bytes
  bool plain = false;           ///< the string is known to have no escapes
  std::string_view digits{};    ///< of the id, where they are at hand
  std::optional<std::int64_t> id{};
};

/// Where a token's texts stand in Answer::bytes.
struct TokenText {
  Span text;
  Span name;
  std::optional<std::int64_t> id{};
};

/// Appends the texts to the answer's bytes. The bytes are the truth where they are not what the
/// string says. Strings that spell bytes ("bytes:\xe9\x80", "byte: \x89") or an id ("token_id:12")
/// stand for those, and a token that has only an id is named by it.
bool place_text(const RawText& raw, TokenText& placed, Context& context);

/// Gives a token or an alternative its texts.
template <typename Entry>
void set_text(Entry& entry, const TokenText& placed) {
  entry.text = entry.shown = placed.text;
  entry.name = placed.name;
  entry.id = placed.id;
}

/// Nobody needs an id that is no whole number.
inline void read_id(Value& value, std::optional<std::int64_t>& id) {
  std::int64_t number = 0;
  if (value.get_int64().get(number) == simdjson::SUCCESS) id = number;
}

/// Appends a list of ids; what is no id is none, and what is no list has none.
bool read_ids(Value& value, std::vector<std::optional<std::int64_t>>& ids, Context& context);

inline Span span(std::size_t begin, std::size_t end) {
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end - begin)};
}

}  // namespace logprobs::read

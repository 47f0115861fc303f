// A token's text, in the many ways that servers spell it.
#pragma once

#include <optional>
#include <string_view>

#include "read/json/json.hpp"

namespace logprobs::read {

/// What a document says about a token's text. The pointers are into the document.
struct RawText {
  std::string_view string;      ///< the JSON string or null; empty if the key is missing
  const char* bytes = nullptr;  ///< what opens its bytes: an array's bracket, or base64's quote
  bool plain = false;           ///< the string is known to have no escapes
  std::string_view digits{};    ///< the id as spelled in the document, if known
  std::optional<std::int64_t> id{};
};

/// Where a token's texts are in Answer::bytes. The fields are those of Token.
struct TokenText {
  Span text;
  Span name;
  std::optional<std::int64_t> id{};
};

/// A string that begins like this may spell bytes or an id: see place_text().
inline constexpr std::string_view bytes_prefix = "byte";
inline constexpr std::string_view id_prefix = "token_id:";

/// Appends a token's texts to the answer's bytes. If the array of bytes and the string differ, the
/// bytes are right. A string that spells bytes ("bytes:\xe9\x80", "byte: \x89") or an id
/// ("token_id:12") means these; a token with nothing but an id is named by its digits.
bool place_text(const RawText& raw, TokenText& placed, Context& context);

/// Sets the texts and the id of a token or an alternative.
template <typename Entry>
void set_text(Entry& entry, const TokenText& placed) {
  entry.text = entry.shown = placed.text;
  entry.name = placed.name;
  entry.id = placed.id;
}

/// Reads a token's id, which DJL puts into a list; ignores anything but a whole number.
void read_id(Value& value, std::optional<std::int64_t>& id);

/// Reads the rank that a server gives a token; ignores anything but a whole number above 0.
void read_rank(Value& value, std::optional<std::uint32_t>& rank);

/// Appends the ids of a list. Non-ids become nullopt; a value that is not a list yields nothing.
bool read_ids(Value& value, std::vector<std::optional<std::int64_t>>& ids, Context& context);

/// The span of Answer::bytes, or the range of its alternatives, between two positions.
inline Span span(std::size_t begin, std::size_t end) {
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end - begin)};
}

}  // namespace logprobs::read

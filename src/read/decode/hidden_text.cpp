#include "read/decode/hidden_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "read/json/json.hpp"
#include "read/tokens/byte_array.hpp"

namespace logprobs::read {
namespace {

constexpr std::size_t looked_at = 64;  // bytes at the beginning of a text

void skip_space(std::string_view& text) {
  while (!text.empty() && is_json_space(text.front())) text.remove_prefix(1);
}

/// Whether the text begins with `c`, and one of `then` is next.
bool opens(std::string_view text, char c, std::string_view then) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  skip_space(text);
  return !text.empty() && then.find(text.front()) != std::string_view::npos;
}

/// Whether a text begins like JSON, JSON in a string, or a stream.
bool begins_like_response(std::string_view text) {
  static constexpr std::array<std::string_view, 7> signs = {
      "data:", "event:", "id:", "retry:", ":", "[DONE]", "HTTP/"};
  skip_space(text);
  return opens(text, '{', "\"") || opens(text, '[', "{[\"-0123456789ntf") ||
         opens(text, '"', "{[") ||
         std::any_of(signs.begin(), signs.end(),
                     [&](std::string_view sign) { return text.starts_with(sign); });
}

/// The beginning of a JSON string's text, without its white space.
std::string beginning_of(std::string_view inside) {
  std::string text;
  for (std::size_t i = 0; i < inside.size() && text.size() < looked_at; ++i) {
    char c = inside[i];
    if (c == '\\' && i + 1 < inside.size()) {
      c = inside[++i];
      if (c == 'n' || c == 'r' || c == 't') c = ' ';
    }
    if (c != ' ' || !text.empty()) text += c;
  }
  return text;
}

/// Whether a JSON string's text may end in an object, after other text, as a line of a log does.
bool ends_in_object(std::string_view inside) {
  while (inside.ends_with("\\n") || inside.ends_with("\\r")) inside.remove_suffix(2);
  return inside.ends_with('}') && inside.find("{\\\"") != std::string_view::npos;
}

bool begins_like_base64(std::string_view inside) {
  static constexpr std::array<std::string_view, 6> signs = {"eyJ", "ewo",    "eyA",
                                                            "W3s", "ZGF0YT", "ZXZlbnQ6"};
  return std::any_of(signs.begin(), signs.end(),
                     [&](std::string_view sign) { return inside.starts_with(sign); });
}

/// Takes a byte's number and the comma or bracket after it off the front of `text`; -1 if there is
/// none.
int take_byte(std::string_view& text) {
  skip_space(text);
  unsigned byte = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), byte);
  if (error != std::errc() || byte > 255) return -1;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  skip_space(text);
  if (!text.starts_with(',') && !text.starts_with(']')) return -1;
  text.remove_prefix(1);
  return static_cast<int>(byte);
}

/// The bytes of the array that opens at `text`, at most `most`; ends early where it has no byte.
std::string bytes_of(std::string_view text, std::size_t most) {
  std::string bytes;
  text.remove_prefix(1);
  for (int byte = take_byte(text); byte >= 0 && bytes.size() < most; byte = take_byte(text)) {
    bytes += static_cast<char>(byte);
    if (*(text.data() - 1) == ']') break;
  }
  return bytes;
}

}  // namespace

bool may_hold_response(std::string_view raw) {
  if (raw.size() < 4) return false;
  std::string_view inside = raw.substr(1, raw.size() - 2);
  for (const std::string_view mark : {"\uFEFF", "\\ufeff", "\\uFEFF"}) {
    if (inside.starts_with(mark)) inside.remove_prefix(mark.size());
  }
  if (begins_like_response(beginning_of(inside)) || ends_in_object(inside)) return true;
  if (!begins_like_base64(inside) || !is_base64(raw)) return false;
  std::string text;
  append_base64(raw.data(), text);
  return begins_like_response(text);
}

bool may_be_bytes_of_response(std::string_view text) {
  std::string_view rest = text.substr(1);
  const int first = take_byte(rest);
  return first > 0 && begins_like_response(bytes_of(text, looked_at));
}

void append_hidden(std::string_view raw, std::string& out) {
  if (raw.starts_with('[')) {
    out += bytes_of(raw, raw.size());
    return;
  }
  std::string text;
  bool lone = false;
  if (!append_unescaped(raw, text, lone)) return;
  if (!is_base64(raw) || begins_like_response(text)) {
    out += text;
  } else {
    append_base64(raw.data(), out);
  }
}

}  // namespace logprobs::read

// The text of a JSON string.
#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "logprobs/text.hpp"

namespace logprobs {
namespace {

/// The four hexadecimal digits that `text` starts with.
std::optional<char32_t> hex4(std::string_view text) {
  std::uint32_t value = 0;
  if (text.size() < 4) return std::nullopt;
  const auto [end, error] = std::from_chars(text.data(), text.data() + 4, value, 16);
  if (error != std::errc() || end != text.data() + 4) return std::nullopt;
  return value;
}

bool is_high(char32_t unit) { return unit >= 0xD800 && unit < 0xDC00; }
bool is_low(char32_t unit) { return unit >= 0xDC00 && unit < 0xE000; }

/// Reads what follows `\u`, and takes it off the front of `text`.
bool append_unicode_escape(std::string_view& text, std::string& out, bool& lone) {
  const std::optional<char32_t> unit = hex4(text);
  if (!unit) return false;
  text.remove_prefix(4);
  if (is_high(*unit) && text.starts_with("\\u")) {
    const std::optional<char32_t> second = hex4(text.substr(2));
    if (second && is_low(*second)) {
      text.remove_prefix(6);
      append_code_point(out, 0x10000 + ((*unit - 0xD800) << 10) + *second - 0xDC00);
      return true;
    }
  }
  lone = lone || is_high(*unit) || is_low(*unit);
  append_code_point(out, *unit);  // U+FFFD for a surrogate
  return true;
}

bool append_escape(std::string_view& text, std::string& out, bool& lone) {
  static constexpr std::string_view letters = "\"\\/bfnrt";
  static constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
  if (text.empty()) return false;
  const char letter = text.front();
  text.remove_prefix(1);
  if (letter == 'u') return append_unicode_escape(text, out, lone);
  const std::size_t at = letters.find(letter);
  if (at == std::string_view::npos) return false;
  out += meanings[at];
  return true;
}

}  // namespace

bool append_unescaped(std::string_view raw, std::string& out, bool& lone) {
  if (raw.size() < 2 || raw.front() != '"' || raw.back() != '"') return false;
  std::string_view text = raw.substr(1, raw.size() - 2);
  for (;;) {
    const std::size_t escape = text.find('\\');
    out.append(text.substr(0, escape));
    if (escape == std::string_view::npos) return true;
    text.remove_prefix(escape + 1);
    if (!append_escape(text, out, lone)) return false;
  }
}

}  // namespace logprobs

#include "read/json/keys.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>

#include "read/frame/scan.hpp"

namespace logprobs::read {
namespace {

/// Where the string ends that has the backslash at `at`: its closing quote; npos if it has none.
std::size_t closing_quote(std::string_view text, std::size_t at) {
  for (std::size_t end = text.find('"', at + 1); end != std::string_view::npos;
       end = text.find('"', end + 1)) {
    std::size_t plain = end;
    while (plain > at && text[plain - 1] == '\\') --plain;
    if ((end - plain) % 2 == 0) return end;
  }
  return std::string_view::npos;
}

bool is_key(std::string_view text, std::size_t end) {
  while (++end < text.size() && is_json_space(text[end])) {
  }
  return end < text.size() && text[end] == ':';
}

/// The size of the escape at the front of `text`; 0 if it is none. Sets `meaning` to the character
/// that it is another spelling of, and otherwise to NUL.
std::size_t escape_at(std::string_view text, char& meaning) {
  constexpr std::string_view letters = "\"\\/bfnrtu";
  meaning = '\0';
  if (text.size() < 2 || letters.find(text[1]) == std::string_view::npos) return 0;
  if (text[1] == '/') meaning = '/';
  if (text[1] != 'u') return 2;
  constexpr std::size_t size = 6;
  unsigned unit = 0;
  if (text.size() < size) return 0;
  const char* const end = text.data() + size;
  if (std::from_chars(text.data() + 2, end, unit, 16).ptr != end) return 0;
  if (unit >= 0x20 && unit < 0x7F && unit != '"' && unit != '\\') meaning = static_cast<char>(unit);
  return size;
}

/// Does it for a key, from its first escape up to its closing quote. Null if all is well.
const char* unescape_key(std::string_view key, bool& any) {
  auto* const begin = const_cast<char*>(key.data());
  char* out = begin;
  for (std::size_t at = 0; at < key.size();) {
    char meaning = '\0';
    const std::size_t size = key[at] == '\\' ? escape_at(key.substr(at), meaning) : 1;
    if (size == 0) return key.data() + at;
    if (meaning != '\0') {
      *out++ = meaning;
    } else {
      out = std::copy_n(key.data() + at, size, out);
    }
    at += size;
  }
  char* const end = begin + key.size();
  if (out == end) return nullptr;
  any = true;
  *out = '"';
  std::fill(out + 1, end + 1, ' ');
  return nullptr;
}

}  // namespace

const char* unescape_keys(std::string_view text, bool& any) {
  for (std::size_t at = text.find('\\'); at != std::string_view::npos;) {
    const std::size_t end = closing_quote(text, at);
    if (end == std::string_view::npos) return nullptr;
    if (is_key(text, end)) {
      const char* const wrong = unescape_key(text.substr(at, end - at), any);
      if (wrong != nullptr) return wrong;
    }
    at = text.find('\\', end);
  }
  return nullptr;
}

}  // namespace logprobs::read

#include "ask/spelling.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace logprobs::ask {
namespace {

constexpr std::size_t most_backslashes = 8;  // JSON in JSON in JSON

/// The number that the first `size` bytes of `text` write in this base; -1 if they write none.
int number(std::string_view text, std::size_t size, int base) {
  int value = -1;
  const char* const end = text.data() + std::min(size, text.size());
  const auto [stop, error] = std::from_chars(text.data(), end, value, base);
  return error == std::errc() && stop == end && text.front() != '-' ? value : -1;
}

/// True if `text` ends among the `size` digits that may follow.
bool is_half(std::string_view text, std::size_t size) {
  return text.size() < size && (text.empty() || number(text, text.size(), 16) >= 0);
}

/// `\/`, `\\/`, `\u002f`. Of a character outside ASCII only the `u` is taken.
std::optional<Spelling> after_backslashes(std::string_view text) {
  constexpr std::size_t digits = 4;
  const std::string_view front = text.substr(0, most_backslashes + 1);
  const std::size_t letter = std::min(front.find_first_not_of('\\'), front.size());
  if (letter > most_backslashes) return Spelling{'\\', 1};
  if (letter == text.size()) return std::nullopt;
  const std::string_view rest = text.substr(letter + 1);
  if (text[letter] != 'u') return Spelling{text[letter], letter + 1};
  if (is_half(rest, digits)) return std::nullopt;
  const int code = rest.size() < digits ? -1 : number(rest, digits, 16);
  if (code < 0 || code > 0x7F) return Spelling{'u', letter + 1};
  return Spelling{static_cast<char>(code), letter + 1 + digits};
}

/// What follows a percent sign: `2F`, `252F`.
std::optional<Spelling> after_percent(std::string_view rest) {
  constexpr std::size_t most = 6;  // bytes of `25` before the digits that count
  constexpr std::size_t digits = 2;
  for (std::size_t at = 0;; at += digits) {
    if (is_half(rest.substr(at), digits)) return std::nullopt;
    const int code = rest.size() < at + digits ? -1 : number(rest.substr(at), digits, 16);
    if (code < 0) return Spelling{'%', at};
    if (code != '%' || at == most) return Spelling{static_cast<char>(code), at + digits};
  }
}

/// What follows an ampersand: `amp;`, `#47;`, `#x2F;`.
std::optional<Spelling> after_ampersand(std::string_view rest) {
  constexpr std::size_t longest = 6;
  constexpr std::array<std::pair<std::string_view, char>, 5> names = {
      {{"amp;", '&'}, {"lt;", '<'}, {"gt;", '>'}, {"quot;", '"'}, {"apos;", '\''}}};
  for (const auto& [name, byte] : names) {
    if (rest.starts_with(name)) return Spelling{byte, name.size()};
    if (name.starts_with(rest)) return std::nullopt;
  }
  if (!rest.starts_with('#')) return Spelling{'&', 0};
  const bool hexadecimal = rest.substr(1, 1).find_first_of("xX") == 0;
  const std::size_t begin = hexadecimal ? 2 : 1;
  const std::size_t end = rest.find_first_not_of("0123456789abcdefABCDEF", begin);
  if (std::min(end, rest.size()) > longest) return Spelling{'&', 0};
  if (end >= rest.size()) return std::nullopt;
  const int code =
      end == begin ? -1 : number(rest.substr(begin), end - begin, hexadecimal ? 16 : 10);
  if (rest[end] != ';' || code < 0 || code > 0x7F) return Spelling{'&', 0};
  return Spelling{static_cast<char>(code), end + 1};
}

}  // namespace

std::optional<Spelling> first_spelling(std::string_view text, bool end) {
  const Spelling itself{text.front(), 1};
  const std::optional<Spelling> outer =
      text.front() == '\\' ? after_backslashes(text) : std::optional(itself);
  if (!outer) return end ? std::optional(itself) : std::nullopt;
  if (outer->byte != '%' && outer->byte != '&') return outer;
  const std::string_view rest = text.substr(outer->size);
  const std::optional<Spelling> inner =
      outer->byte == '%' ? after_percent(rest) : after_ampersand(rest);
  if (!inner) return end ? outer : std::nullopt;
  return Spelling{inner->byte, outer->size + inner->size};
}

std::string plain_spelling(std::string_view text) {
  std::string plain;
  while (!text.empty()) {
    const std::optional<Spelling> first = first_spelling(text, true);
    plain += first->byte;
    text.remove_prefix(first->size);
  }
  return plain;
}

}  // namespace logprobs::ask

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

/// A spelling that ends after `size` bytes of the text, or needs more text.
struct Ending {
  Spelling spelling;  // its size is 0 if there is none
  bool is_half = false;
};

/// What follows a percent sign: `2F`.
Ending after_percent(std::string_view rest) {
  constexpr std::size_t digits = 2;
  if (is_half(rest, digits)) return {{}, true};
  const int code = rest.size() < digits ? -1 : number(rest, digits, 16);
  return code < 0 ? Ending{} : Ending{{static_cast<char>(code), digits}};
}

/// What follows an ampersand: `amp;`, `#47;`, `#x2F;`.
Ending after_ampersand(std::string_view rest) {
  constexpr std::size_t longest = 6;
  constexpr std::array<std::pair<std::string_view, char>, 5> names = {
      {{"amp;", '&'}, {"lt;", '<'}, {"gt;", '>'}, {"quot;", '"'}, {"apos;", '\''}}};
  for (const auto& [name, byte] : names) {
    if (rest.starts_with(name)) return {{byte, name.size()}};
    if (name.starts_with(rest)) return {{}, true};
  }
  if (!rest.starts_with('#')) return {};
  const bool hexadecimal = rest.substr(1, 1).find_first_of("xX") == 0;
  const std::size_t begin = hexadecimal ? 2 : 1;
  const std::size_t end = rest.find_first_not_of("0123456789abcdefABCDEF", begin);
  if (std::min(end, rest.size()) > longest) return {};
  if (end >= rest.size()) return {{}, true};
  const int code =
      end == begin ? -1 : number(rest.substr(begin), end - begin, hexadecimal ? 16 : 10);
  if (rest[end] != ';' || code < 0 || code > 0x7F) return {};
  return {{static_cast<char>(code), end + 1}};
}

}  // namespace

Spellings::Spellings(std::string_view text) {
  add({text.front(), 1});
  if (text.front() == '\\') add_after_backslashes(text);
  // What is meant may begin another spelling.
  for (std::size_t i = 0; i < count_; ++i) {
    const Spelling outer = all_[i];
    if (outer.byte != '%' && outer.byte != '&') continue;
    const std::string_view rest = text.substr(outer.size);
    const Ending inner = outer.byte == '%' ? after_percent(rest) : after_ampersand(rest);
    may_go_on_ = may_go_on_ || inner.is_half;
    if (inner.spelling.size == 0) continue;
    add({inner.spelling.byte, outer.size + inner.spelling.size});
  }
}

void Spellings::add(Spelling spelling) {
  if (count_ < all_.size()) all_[count_++] = spelling;
}

/// Any number of backslashes may spell one: `\\`; or what follows: `\/`, `\\/`, `\u002f`. Of a
/// character outside ASCII only the `u` is taken.
void Spellings::add_after_backslashes(std::string_view text) {
  constexpr std::size_t digits = 4;
  const std::string_view front = text.substr(0, most_backslashes + 1);
  const std::size_t letter = std::min(front.find_first_not_of('\\'), front.size());
  for (std::size_t size = 2; size <= std::min(letter, most_backslashes); ++size) add({'\\', size});
  if (letter > most_backslashes) return;
  may_go_on_ = letter == text.size();
  if (may_go_on_) return;
  const std::string_view rest = text.substr(letter + 1);
  may_go_on_ = text[letter] == 'u' && is_half(rest, digits);
  if (may_go_on_) return;
  const int code = text[letter] != 'u' || rest.size() < digits ? -1 : number(rest, digits, 16);
  const bool spelled = code >= 0 && code <= 0x7F;
  add(spelled ? Spelling{static_cast<char>(code), letter + 1 + digits}
              : Spelling{text[letter], letter + 1});
}

std::string plain_spelling(std::string_view text) {
  std::string plain;
  while (!text.empty()) {
    const Spelling deepest = Spellings(text).all().back();
    plain += deepest.byte;
    text.remove_prefix(deepest.size);
  }
  return plain;
}

}  // namespace logprobs::ask

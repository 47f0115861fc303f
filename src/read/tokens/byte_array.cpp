#include "read/tokens/byte_array.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

namespace logprobs::read {
namespace {

/// A byte's number and the comma or bracket after it, to be compared as one word.
struct Decimal {
  std::uint32_t before_comma = 0;
  std::uint32_t before_bracket = 0;
  std::uint32_t mask = 0;
  std::uint32_t size = 0;  // of the number and the character after it
};

using Word = std::array<char, sizeof(std::uint32_t)>;

constexpr Decimal decimal_of(unsigned byte) {
  Word text{};
  Word mask{};
  std::uint32_t size = 0;
  for (unsigned unit = byte >= 100 ? 100 : byte >= 10 ? 10 : 1; unit > 0; unit /= 10) {
    text[size] = static_cast<char>('0' + byte / unit % 10);
    mask[size] = '\xFF';
    ++size;
  }
  Decimal decimal{.size = size + 1};
  mask[size] = '\xFF';
  decimal.mask = std::bit_cast<std::uint32_t>(mask);
  text[size] = ',';
  decimal.before_comma = std::bit_cast<std::uint32_t>(text);
  text[size] = ']';
  decimal.before_bracket = std::bit_cast<std::uint32_t>(text);
  return decimal;
}

constexpr std::array<Decimal, 256> make_decimals() {
  std::array<Decimal, 256> decimals{};
  for (unsigned byte = 0; byte < decimals.size(); ++byte) decimals[byte] = decimal_of(byte);
  // A backslash begins an escape, so that the string's bytes are not the token's: no word matches.
  decimals['\\'] = {1, 1, 0, 0};
  return decimals;
}

constexpr std::array<Decimal, 256> decimals = make_decimals();

std::uint32_t load4(const char* text) {
  std::uint32_t loaded = 0;
  std::memcpy(&loaded, text, sizeof loaded);
  return loaded;
}

/// The six bits that a character of base64 means; -1 for any other character.
int base64_bits(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  return c == '+' ? 62 : c == '/' ? 63 : -1;
}

}  // namespace

bool is_base64(std::string_view raw) {
  if (raw.size() < 2 || raw.front() != '"' || raw.back() != '"') return false;
  std::string_view text = raw.substr(1, raw.size() - 2);
  if (text.size() % 4 != 0) return false;
  for (int padding = 0; padding < 2 && text.ends_with('='); ++padding) text.remove_suffix(1);
  return std::all_of(text.begin(), text.end(), [](char c) { return base64_bits(c) >= 0; });
}

void append_base64(const char* text, std::string& out) {
  unsigned bits = 0;
  int count = 0;
  for (++text; base64_bits(*text) >= 0; ++text) {
    bits = (bits << 6) | static_cast<unsigned>(base64_bits(*text));
    count += 6;
    if (count < 8) continue;
    count -= 8;
    out += static_cast<char>(bits >> count);
  }
}

const char* end_of_equal_bytes(const char* text, std::string_view string) {
  if (string.empty()) return nullptr;
  ++text;
  const char* const last = string.data() + string.size() - 1;
  for (const char* c = string.data(); c != last; ++c) {
    const Decimal& decimal = decimals[static_cast<unsigned char>(*c)];
    if ((load4(text) & decimal.mask) != decimal.before_comma) return nullptr;
    text += decimal.size;
    if (*text == ' ') ++text;
  }
  const Decimal& decimal = decimals[static_cast<unsigned char>(*last)];
  return (load4(text) & decimal.mask) == decimal.before_bracket ? text + decimal.size : nullptr;
}

bool append_byte_array(const char* text, std::string& out, Context& context) {
  const char* const end = context.text.data() + context.text.size();
  const auto skip_space = [&] {
    while (text < end && is_json_space(*text)) ++text;
  };
  ++text;
  skip_space();
  if (text < end && *text == ']') return true;
  for (std::size_t index = 0;; ++index) {
    const char* const digits = text;
    unsigned byte = 0;
    for (; text < end && text - digits < 4 && *text >= '0' && *text <= '9'; ++text) {
      byte = byte * 10 + static_cast<unsigned>(*text - '0');
    }
    const bool is_byte = text != digits && byte <= 255;
    skip_space();
    const char next = text < end ? *text : '\0';
    if (!is_byte || (next != ',' && next != ']')) {
      context.trouble = {"", "is not a byte (a whole number from 0 to 255)"};
      return context.in(index);
    }
    out += static_cast<char>(byte);
    if (next == ']') return true;
    ++text;
    skip_space();
  }
}

}  // namespace logprobs::read

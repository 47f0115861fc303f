#include "read/tokens/byte_array.hpp"

#include <array>
#include <cstring>
#include <string>

namespace logprobs::read {
namespace {

using namespace std::string_literals;  // for strings with NUL in them

/// A byte's number with the comma or bracket behind it, to be compared as one word.
struct Decimal {
  std::uint32_t before_comma = 0;
  std::uint32_t before_bracket = 0;
  std::uint32_t mask = 0;
  std::uint32_t size = 0;  // of the number and what follows
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
    const std::string mask = std::string(digits.size() + 1, '\xFF') + std::string(4, '\0');
    decimals[byte].mask = load4(mask.c_str());
    decimals[byte].before_comma = load4((digits + ",\0\0"s).c_str());
    decimals[byte].before_bracket = load4((digits + "]\0\0"s).c_str());
    decimals[byte].size = static_cast<std::uint32_t>(digits.size() + 1);
  }
  // A backslash begins an escape: the string does not stand for itself, and nothing fits.
  decimals['\\'] = {1, 1, 0, 0};
  return decimals;
}

}  // namespace

bool bytes_equal_string(const char* text, std::string_view string) {
  static const std::array<Decimal, 256> decimals = make_decimals();
  if (string.empty()) return false;
  ++text;
  const char* const last = string.data() + string.size() - 1;
  for (const char* c = string.data(); c != last; ++c) {
    const Decimal& decimal = decimals[static_cast<unsigned char>(*c)];
    if ((load4(text) & decimal.mask) != decimal.before_comma) return false;
    text += decimal.size;
    if (*text == ' ') ++text;
  }
  const Decimal& decimal = decimals[static_cast<unsigned char>(*last)];
  return (load4(text) & decimal.mask) == decimal.before_bracket;
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

#include "read/vocabulary/byte_level.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

namespace logprobs::read {
namespace {

constexpr bool spells_itself(unsigned byte) {
  return (byte > 0x20 && byte < 0x7F) || (byte > 0xA0 && byte != 0xAD);
}

constexpr std::size_t alphabet_end = 0x144;  // there are 0x44 bytes that do not spell themselves
constexpr std::int16_t no_byte = -1;

/// The byte that each code point spells (Radford et al., `bytes_to_unicode`).
constexpr std::array<std::int16_t, alphabet_end> make_alphabet() {
  std::array<std::int16_t, alphabet_end> alphabet{};
  alphabet.fill(no_byte);
  std::size_t next = 0x100;
  for (unsigned byte = 0; byte < 0x100; ++byte) {
    alphabet[spells_itself(byte) ? byte : next++] = static_cast<std::int16_t>(byte);
  }
  return alphabet;
}

constexpr std::array<std::int16_t, alphabet_end> alphabet = make_alphabet();

/// Takes a code point of one or two bytes off the front of well-formed UTF-8. One of more bytes,
/// which spells nothing, is at least alphabet_end.
std::size_t take_code_point(std::string_view& text) {
  const auto first = static_cast<unsigned char>(text.front());
  text.remove_prefix(1);
  if (first < 0x80) return first;
  if (first >= 0xE0 || text.empty()) return alphabet_end;
  const auto second = static_cast<unsigned char>(text.front());
  text.remove_prefix(1);
  return ((first & 0x1FU) << 6) | (second & 0x3FU);
}

}  // namespace

bool append_byte_level(std::string_view spelled, std::string& out) {
  while (!spelled.empty()) {
    const std::size_t code_point = take_code_point(spelled);
    if (code_point >= alphabet_end || alphabet[code_point] == no_byte) return false;
    out += static_cast<char>(alphabet[code_point]);
  }
  return true;
}

}  // namespace logprobs::read

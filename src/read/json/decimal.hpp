// Numbers as nearly every logprob is spelled: "-0.000123".
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace logprobs::read {

/// Whether the eight characters in `word`, the first in its lowest byte, are digits.
inline bool are_digits(std::uint64_t word) {
  constexpr std::uint64_t high = 0xF0F0'F0F0'F0F0'F0F0;
  constexpr std::uint64_t digit = 0x3030'3030'3030'3030;
  return (word & high) == digit && ((word + 0x0606'0606'0606'0606) & high) == digit;
}

/// Their number: pairs of digits are joined, then pairs of these, then those two
/// (https://lemire.me/blog/2018/10/03/quickly-parsing-eight-digits/).
inline std::uint64_t number_of(std::uint64_t word) {
  word = ((word & 0x0F0F'0F0F'0F0F'0F0F) * (1 + (10 << 8))) >> 8;
  word = ((word & 0x00FF'00FF'00FF'00FF) * (1 + (100 << 16))) >> 16;
  return ((word & 0x0000'FFFF'0000'FFFF) * (1 + (std::uint64_t{10000} << 32))) >> 32;
}

/// Appends decimal places, 1 to 16, to `digits`; false if they are not all digits. Eight bytes
/// after `places` can be read as well.
inline bool append_places(std::string_view places, std::uint64_t& digits) {
  constexpr std::size_t word_size = sizeof(std::uint64_t);
  constexpr std::array<std::uint32_t, word_size + 1> scale = {
      1, 10, 100, 1'000, 10'000, 100'000, 1'000'000, 10'000'000, 100'000'000};
  const std::size_t first = (places.size() - 1) % word_size + 1;  // what follows is a whole word
  const std::size_t missing = 8 * (word_size - first);
  std::uint64_t word = 0;
  std::memcpy(&word, places.data(), word_size);
  word = missing == 0 ? word : (word << missing) | (0x3030'3030'3030'3030 >> (64 - missing));
  if (!are_digits(word)) return false;
  digits = digits * scale[first] + number_of(word);
  if (first == places.size()) return true;
  std::memcpy(&word, places.data() + first, word_size);
  digits = digits * scale[word_size] + number_of(word);
  return are_digits(word);
}

/// Takes an exponent as in "e-7" or "e-07" off the end of `raw`. What it divides by, as a power of
/// ten; 0 if there is none.
inline std::size_t take_exponent(std::string_view& raw) {
  constexpr std::size_t longest = 4;
  if (raw.size() <= longest) return 0;
  const char* const end = raw.data() + raw.size();
  const std::size_t size = end[-3] == 'e' ? 3 : longest;
  const auto ones = static_cast<unsigned char>(end[-1] - '0');
  const auto tens = static_cast<unsigned char>(size == longest ? end[-2] - '0' : 0);
  if (*(end - size) != 'e' || *(end - size + 1) != '-' || ones > 9 || tens > 9) return 0;
  raw.remove_suffix(size);
  return std::size_t{10} * tens + ones;
}

/// Reads a number with one digit before its point, at most 15 digits and perhaps a negative
/// exponent; false for any other one. Eight bytes after `raw` can be read as well. The result is
/// exactly what strtod() gives: both numbers divided are doubles, and so the quotient is rounded
/// once (Clinger, "How to Read Floating Point Numbers Accurately", 1990).
inline bool read_decimal(std::string_view raw, double& out) {
  constexpr std::size_t most_places = 14;
  constexpr std::array<double, 23> powers = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                             1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                             1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
  if constexpr (std::endian::native != std::endian::little) return false;
  const bool negative = raw.starts_with('-');
  raw.remove_prefix(negative ? 1 : 0);
  const std::size_t exponent = take_exponent(raw);
  if (raw.size() < 3 || raw.size() > most_places + 2 || raw[1] != '.') return false;
  std::uint64_t digits = static_cast<unsigned char>(raw[0] - '0');
  raw.remove_prefix(2);
  const std::size_t power = raw.size() + exponent;
  if (digits > 9 || power >= powers.size() || !append_places(raw, digits)) return false;
  const double number = static_cast<double>(digits) / powers[power];
  out = negative ? -number : number;
  return true;
}

}  // namespace logprobs::read

// Numbers as nearly every logprob is spelled: "-0.000123".
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace logprobs::read {

/// How many of the eight characters in `word`, the first in its lowest byte, are digits before
/// another character comes.
inline std::size_t count_digits(std::uint64_t word) {
  constexpr std::uint64_t high = 0xF0F0'F0F0'F0F0'F0F0;
  constexpr std::uint64_t digit = 0x3030'3030'3030'3030;
  const std::uint64_t others =
      ((word & high) ^ digit) | (((word + 0x0606'0606'0606'0606) & high) ^ digit);
  return static_cast<std::size_t>(std::countr_zero(others)) / 8;
}

/// The number of eight digits: pairs of digits are joined, then pairs of these, then those two
/// (https://lemire.me/blog/2018/10/03/quickly-parsing-eight-digits/).
inline std::uint64_t number_of(std::uint64_t word) {
  word = ((word & 0x0F0F'0F0F'0F0F'0F0F) * (1 + (10 << 8))) >> 8;
  word = ((word & 0x00FF'00FF'00FF'00FF) * (1 + (100 << 16))) >> 16;
  return ((word & 0x0000'FFFF'0000'FFFF) * (1 + (std::uint64_t{10000} << 32))) >> 32;
}

/// Appends the digits at `at`, up to eight, to `digits`, and passes over them; returns how many.
/// The same steps for any number of them: a branch for each would often be mispredicted.
inline std::size_t append_digits(const char*& at, std::uint64_t& digits) {
  constexpr std::uint64_t zeros = 0x3030'3030'3030'3030;
  static constexpr std::array<std::uint32_t, 9> scale = {
      1, 10, 100, 1'000, 10'000, 100'000, 1'000'000, 10'000'000, 100'000'000};
  std::uint64_t word = 0;
  std::memcpy(&word, at, sizeof word);
  const std::size_t size = count_digits(word);
  if (size == 0) return 0;
  const std::size_t half = 4 * size;  // bits; a word cannot be shifted by all it has
  word = (word << (64 - 2 * half)) | ((zeros >> half) >> half);
  digits = digits * scale[size] + number_of(word);
  at += size;
  return size;
}

inline bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Passes over one or two digits and a point; returns their number, or 100 for anything else.
inline std::uint64_t take_whole(const char*& at) {
  const std::uint64_t first = static_cast<unsigned char>(at[0] - '0');
  const std::uint64_t second = static_cast<unsigned char>(at[1] - '0');
  const std::size_t has_second = at[1] == '.' ? 0 : 1;
  const bool good =
      first <= 9 && at[1 + has_second] == '.' && (has_second == 0 || (first != 0 && second <= 9));
  if (!good) return 100;
  at += 2 + has_second;
  return first * (1 + 9 * has_second) + second * has_second;
}

/// Passes over an exponent as in "e-7" or "e-07". What it divides by, as a power of ten; 0 if there
/// is none.
inline std::size_t take_exponent(const char*& at) {
  if (at[0] != 'e' || at[1] != '-') return 0;
  const auto first = static_cast<unsigned char>(at[2] - '0');
  if (first > 9) return 0;
  const auto second = static_cast<unsigned char>(at[3] - '0');
  at += second > 9 ? 3 : 4;
  return second > 9 ? first : std::size_t{10} * first + second;
}

/// Reads a number with one or two digits before its point, at most 15 after it, not too many in
/// all, and perhaps a negative exponent; false for any other one. Passes over it if it was read:
/// the caller looks whether it ends there. Sixteen bytes after it can be read as well. The result
/// is exactly what strtod() gives: both numbers divided are doubles, and so the quotient is rounded
/// once (Clinger, "How to Read Floating Point Numbers Accurately", 1990).
inline bool read_decimal(const char*& at, double& out) {
  constexpr std::uint64_t most = std::uint64_t{1} << 53;  // up to here, each is a double
  constexpr std::size_t most_places = 15;
  static constexpr std::array<double, 23> powers = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                    1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                                    1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
  if constexpr (std::endian::native != std::endian::little) return false;
  const char* end = at;
  const bool negative = *end == '-';
  end += negative ? 1 : 0;
  std::uint64_t digits = take_whole(end);
  if (digits > 99) return false;
  std::size_t places = append_digits(end, digits);
  if (is_digit(*end)) places += append_digits(end, digits);
  if (places == 0 || places > most_places || digits > most) return false;
  const std::size_t power = places + take_exponent(end);
  if (power >= powers.size()) return false;
  const double number = static_cast<double>(digits) / powers[power];
  out = negative ? -number : number;
  at = end;
  return true;
}

/// The same for all of `raw`.
inline bool read_decimal(std::string_view raw, double& out) {
  const char* at = raw.data();
  double number = 0;
  if (!read_decimal(at, number) || at != raw.data() + raw.size()) return false;
  out = number;
  return true;
}

}  // namespace logprobs::read

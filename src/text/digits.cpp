#include "text/digits.hpp"

#include <array>

#include "text/utf8.hpp"

namespace logprobs::text {
namespace {

// Unicode 15, category Nd: the zeros of living scripts, and the fullwidth one. Nine digits follow
// each of them.
constexpr std::array<char32_t, 23> zeros = {
    0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66,
    0x0DE6, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x17E0, 0x1810, 0x1A80, 0x1B50, 0xA9D0, 0xFF10};

}  // namespace

std::optional<Digit> digit_at(std::string_view text) {
  if (text.empty()) return std::nullopt;
  const char front = text.front();
  if (front >= '0' && front <= '9') return Digit{front - '0', 1};
  if (static_cast<unsigned char>(front) < 0x80) return std::nullopt;
  const Decoded found = decode(text);
  for (const char32_t zero : zeros) {
    if (found.code_point < zero || found.code_point > zero + 9) continue;
    return Digit{static_cast<int>(found.code_point - zero), found.size};
  }
  return std::nullopt;
}

}  // namespace logprobs::text

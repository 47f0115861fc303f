// UTF-8: checking, decoding, repairing and encoding.
#include "text/utf8.hpp"

#include <cstdint>
#include <cstring>

#include "logprobs/text.hpp"

namespace logprobs::text {
namespace {

// A row of Unicode 15, table 3-7. Only the second byte has limits of its own, which exclude
// overlong forms, surrogates and values above U+10FFFF.
struct Lead {
  std::size_t size = 0;  // 0: no character begins with this byte
  unsigned char low = 0x80;
  unsigned char high = 0xBF;
};

Lead lead_of(unsigned char byte) {
  if (byte < 0x80) return {1};
  if (byte < 0xC2) return {0};
  if (byte < 0xE0) return {2};
  if (byte == 0xE0) return {3, 0xA0, 0xBF};
  if (byte == 0xED) return {3, 0x80, 0x9F};
  if (byte < 0xF0) return {3};
  if (byte == 0xF0) return {4, 0x90, 0xBF};
  if (byte < 0xF4) return {4};
  if (byte == 0xF4) return {4, 0x80, 0x8F};
  return {0};
}

// The payload bits of a lead byte of a sequence of `size` bytes.
char32_t lead_bits(unsigned char byte, std::size_t size) {
  return size == 1 ? byte : byte & (0xFFU >> (size + 1));
}

}  // namespace

Decoded decode(std::string_view bytes) {
  const auto first = static_cast<unsigned char>(bytes[0]);
  const Lead lead = lead_of(first);
  if (lead.size == 0) return {0, 1, Form::invalid};
  char32_t code_point = lead_bits(first, lead.size);
  for (std::size_t i = 1; i < lead.size; ++i) {
    if (i == bytes.size()) return {0, i, Form::unfinished};
    const auto byte = static_cast<unsigned char>(bytes[i]);
    const unsigned char low = i == 1 ? lead.low : 0x80;
    const unsigned char high = i == 1 ? lead.high : 0xBF;
    if (byte < low || byte > high) return {0, i, Form::invalid};
    code_point = code_point << 6 | (byte & 0x3FU);
  }
  return {code_point, lead.size, Form::valid};
}

std::size_t ascii_run(std::string_view bytes) {
  constexpr std::uint64_t high_bits = 0x8080808080808080U;
  std::size_t at = 0;
  std::uint64_t word = 0;
  for (; at + sizeof word <= bytes.size(); at += sizeof word) {
    std::memcpy(&word, bytes.data() + at, sizeof word);
    if ((word & high_bits) != 0) break;
  }
  while (at < bytes.size() && static_cast<unsigned char>(bytes[at]) < 0x80) ++at;
  return at;
}

}  // namespace logprobs::text

namespace logprobs {
namespace {

// The length of the well-formed part that `bytes` starts with.
std::size_t valid_run(std::string_view bytes) {
  std::size_t at = 0;
  for (;;) {
    at += text::ascii_run(bytes.substr(at));
    // Past the run, stay here while the text is not ASCII: most scripts come in stretches.
    while (at < bytes.size() && static_cast<unsigned char>(bytes[at]) >= 0x80) {
      const text::Decoded decoded = text::decode(bytes.substr(at));
      if (decoded.form != text::Form::valid) return at;
      at += decoded.size;
    }
    if (at == bytes.size()) return at;
  }
}

bool is_scalar(char32_t code_point) {
  return code_point <= 0x10FFFF && (code_point < 0xD800 || code_point > 0xDFFF);
}

}  // namespace

std::string_view first_bytes(std::string_view text, std::size_t most) {
  const auto is_inside = [&](std::size_t at) {
    return (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
  };
  while (most > 0 && most < text.size() && is_inside(most)) --most;
  return text.substr(0, most);
}

bool is_utf8(std::string_view bytes) { return valid_run(bytes) == bytes.size(); }

void append_utf8(std::string& out, std::string_view bytes) {
  for (;;) {
    const std::size_t good = valid_run(bytes);
    out.append(bytes.substr(0, good));
    bytes.remove_prefix(good);
    if (bytes.empty()) return;
    append_code_point(out, 0xFFFD);
    bytes.remove_prefix(text::decode(bytes).size);
  }
}

void append_code_point(std::string& out, char32_t code_point) {
  if (!is_scalar(code_point)) code_point = 0xFFFD;
  if (code_point < 0x80) {
    out += static_cast<char>(code_point);
    return;
  }
  const int more = code_point < 0x800 ? 1 : code_point < 0x10000 ? 2 : 3;
  const char32_t mark = 0xFF00U >> (more + 1) & 0xFFU;  // 110…, 1110… or 11110…
  out += static_cast<char>(mark | code_point >> 6 * more);
  for (int i = more - 1; i >= 0; --i) {
    out += static_cast<char>(0x80U | (code_point >> 6 * i & 0x3FU));
  }
}

}  // namespace logprobs

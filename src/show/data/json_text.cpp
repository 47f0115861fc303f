#include "show/data/json_text.hpp"

#include <fmt/compile.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <iterator>

#include "logprobs/text.hpp"
#include "text/visible_stream.hpp"

namespace logprobs::show {
namespace {

/// The bytes that never need an escape, whatever follows them.
constexpr std::array<bool, 256> make_plain() {
  std::array<bool, 256> plain{};
  for (std::size_t c = 0x20; c < 0x7F; ++c) plain[c] = c != '"' && c != '\\';
  return plain;
}

void append_ascii_escape(std::string& out, unsigned char c) {
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      fmt::format_to(std::back_inserter(out), FMT_COMPILE("\\u{:04x}"), c);
  }
}

struct Range {
  std::string_view first, last;  // UTF-8, of one length
};

/// C1 controls, the bidi controls (Unicode 15, UAX #9), line and paragraph separator.
constexpr std::array escaped_ranges = {
    Range{"\u0080", "\u009F"}, Range{"\u061C", "\u061C"}, Range{"\u200E", "\u200F"},
    Range{"\u2028", "\u202E"}, Range{"\u2066", "\u2069"},
};

/// The length of the first code point if it must be escaped, else 0.
std::size_t escaped_size(std::string_view text) {
  for (const Range& range : escaped_ranges) {
    const std::string_view front = text.substr(0, range.first.size());
    if (front >= range.first && front <= range.last) return front.size();
  }
  return 0;
}

void append_code_unit(std::string& out, unsigned unit) {
  fmt::format_to(std::back_inserter(out), FMT_COMPILE("\\u{:04x}"), unit);
}

/// Appends a character of two to four bytes as one or two \u escapes.
void append_unicode_escape(std::string& out, std::string_view utf8) {
  constexpr std::array lead_bits = {0U, 0U, 0x1FU, 0x0FU, 0x07U};
  unsigned code = static_cast<unsigned char>(utf8[0]) & lead_bits[utf8.size()];
  for (const char c : utf8.substr(1)) code = (code << 6) | (static_cast<unsigned char>(c) & 0x3FU);
  if (code < 0x10000) return append_code_unit(out, code);
  append_code_unit(out, 0xD800 + ((code - 0x10000) >> 10));
  append_code_unit(out, 0xDC00 + (code & 0x3FF));
}

/// How many bytes at its front need no escape.
std::size_t plain_size(std::string_view text) {
  static constexpr std::array<bool, 256> plain = make_plain();
  std::size_t size = 0;
  while (size < text.size() && plain[static_cast<unsigned char>(text[size])]) ++size;
  return size;
}

/// Appends well-formed UTF-8.
void append_escaped(std::string& out, std::string_view text) {
  while (!text.empty()) {
    const std::size_t size = plain_size(text);
    out += text.substr(0, size);
    text.remove_prefix(size);
    if (text.empty()) return;
    const auto c = static_cast<unsigned char>(text.front());
    const std::size_t escaped = c < 0x80 ? 1 : escaped_size(text);
    if (c < 0x80) {
      append_ascii_escape(out, c);
    } else if (escaped != 0) {
      append_unicode_escape(out, text.substr(0, escaped));
    } else {
      out += text.front();  // its other bytes follow in the next rounds; none is escaped
    }
    text.remove_prefix(escaped == 0 ? 1 : escaped);
  }
}

/// Writes a number with at most eight decimal places, as most logprobs are sent; null for any
/// other. No two decimals of 15 digits are the same double, so this is the shortest that reads
/// back.
char* write_short(char* at, double value) {
  constexpr int most_places = 8;
  constexpr std::uint64_t scale = 100'000'000;
  const double size = std::abs(value);
  if (!(size >= 1e-4 && size < 1e7)) return nullptr;  // beyond, it may be written with an exponent
  // Faster than llround(), and what it may get wrong is found in the next line.
  const double scaled = size * double{scale} + 0.5;
  const auto digits = static_cast<std::uint64_t>(scaled);
  if (static_cast<double>(digits) / double{scale} != size) return nullptr;
  std::array<char, 32> text;
  char* begin = text.data() + most_places + 2;  // after room for zeros, the point and the sign
  char* end = std::to_chars(begin, text.data() + text.size(), digits).ptr;
  while (end - begin <= most_places) *--begin = '0';
  char* const places = end - most_places;
  std::copy(begin, places, begin - 1);
  --begin;
  places[-1] = '.';
  while (end[-1] == '0') --end;
  if (end == places) --end;
  if (value < 0) *--begin = '-';
  return std::copy(begin, end, at);
}

}  // namespace

void append_json_string(std::string& out, std::string_view bytes) {
  if (is_utf8(bytes)) return append_json_utf8(out, bytes);
  std::string replaced;
  append_utf8(replaced, bytes);
  append_json_utf8(out, replaced);
}

void append_json_utf8(std::string& out, std::string_view text) {
  out += '"';
  append_escaped(out, text);
  out += '"';
}

bool is_plain_json(std::string_view text) { return plain_size(text) == text.size(); }

void append_visible_json(std::string& out, std::string_view json) {
  text::VisibleStream stream(text::Space::flow);
  stream.feed(json);
  stream.finish();
  text::Glyph glyph;
  for (; stream.next(glyph); json.remove_prefix(glyph.size)) {
    if (glyph.escaped) {
      append_unicode_escape(out, json.substr(0, glyph.size));
    } else {
      out += glyph.text;
    }
  }
}

char* write_json_number(char* at, double value) {
  // Parsers read "-0" as an integer, which loses the sign.
  if (value == 0 && std::signbit(value)) return std::copy_n("-0.0", 4, at);
  if (!std::isfinite(value)) return std::copy_n("null", 4, at);
  if (char* const end = write_short(at, value)) return end;
  return fmt::format_to(at, FMT_COMPILE("{}"), value);
}

void append_json_number(std::string& out, double value) {
  std::array<char, longest_number> text;
  out.append(text.data(), write_json_number(text.data(), value));
}

void append_json_integer(std::string& out, std::int64_t value) {
  const fmt::format_int text(value);
  out.append(text.data(), text.size());
}

}  // namespace logprobs::show

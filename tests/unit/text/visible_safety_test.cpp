#include <array>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "catch.hpp"
#include "logprobs/text.hpp"
#include "text/glyphs.hpp"

using logprobs::visible;
using logprobs::visible_cell;
using logprobs::visible_flow;
using logprobs::text::Space;
using samples::glyphs_of;
using samples::Shown;

namespace {

std::vector<std::string_view> single_bytes(std::string_view bytes) {
  std::vector<std::string_view> pieces;
  for (std::size_t i = 0; i < bytes.size(); ++i) pieces.push_back(bytes.substr(i, 1));
  return pieces;
}

// Everything that the filter treats differently, and bytes that are not characters.
const std::vector<std::string>& fragments() {
  static const std::vector<std::string> list = {"a",
                                                "1",
                                                "#",
                                                " ",
                                                "\n",
                                                "\t",
                                                "\r",
                                                "\x1b",
                                                "\x7f",
                                                "\b",
                                                "\xc2\x9b",
                                                "\xc2\x80",
                                                "\xff",
                                                "\x80",
                                                "\xf0\x9f",
                                                "\xe6\x97",
                                                "\xf3\xa0\x81",
                                                "日",
                                                "é",
                                                "\u0301",
                                                "\u0941",
                                                "क",
                                                "م",
                                                "\u200c",
                                                "\u200d",
                                                "\u200d",
                                                "\ufe0f",
                                                "\ufe0e",
                                                "\ufe01",
                                                "\u20e3",
                                                "❤",
                                                "👩",
                                                "🏽",
                                                "🇩",
                                                "🏴",
                                                "\U000e0067",
                                                "\U000e0031",
                                                "\U000e0067\U000e0062",
                                                "\U000e007f",
                                                "\U000e0001",
                                                "\u202e",
                                                "\u2066",
                                                "\u200b",
                                                "\ufeff",
                                                "\u2028",
                                                "\u17b4",
                                                "\ufdd0",
                                                "\U0001ffff",
                                                "\U000e0100",
                                                "\u3164",
                                                "\u1160",
                                                "\u0600",
                                                "\u1112",
                                                "\u1161",
                                                "\ue000"};
  return list;
}

std::string random_text(std::mt19937& random, int length) {
  const auto& list = fragments();
  std::string out;
  for (int i = 0; i < length; ++i) {
    // The generator's bits are the same everywhere; a distribution's are not.
    out += random() % 8 == 0 ? std::string(1, static_cast<char>(random() % 256))
                             : list[random() % list.size()];
  }
  return out;
}

// Decodes well-formed text, without the code under test.
std::u32string code_points(std::string_view text) {
  std::u32string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      out.push_back(byte);
    } else if (byte >= 0xC0) {
      out.push_back(byte & (byte < 0xE0 ? 0x1FU : byte < 0xF0 ? 0x0FU : 0x07U));
    } else {
      out.back() = out.back() << 6 | (byte & 0x3FU);
    }
  }
  return out;
}

bool in(char32_t code_point, std::u32string_view set) {
  return set.find(code_point) != std::u32string_view::npos;
}

bool between(char32_t first, char32_t code_point, char32_t last) {
  return first <= code_point && code_point <= last;
}

// For the fragments above, decided by eye.
bool never_allowed(char32_t c) {
  return (c < 0x20 && c != '\n') || between(0x7F, c, 0x9F) || c == 0xAD || c == 0x34F ||
         c == 0x61C || between(0x115F, c, 0x1160) || between(0x17B4, c, 0x17B5) ||
         between(0x180B, c, 0x180F) || c == 0x200B || between(0x200E, c, 0x200F) ||
         between(0x2028, c, 0x202E) || between(0x2060, c, 0x206F) || c == 0x3164 ||
         between(0xFDD0, c, 0xFDEF) || between(0xFE00, c, 0xFE0D) || c == 0xFEFF || c == 0xFFA0 ||
         between(0xFFF9, c, 0xFFFB) || (c & 0xFFFE) == 0xFFFE || between(0x1BCA0, c, 0x1BCA3) ||
         between(0x1D173, c, 0x1D17A) || between(0xE0000, c, 0xE002F) ||
         between(0xE0080, c, 0xE0FFF);
}

// Whether the tag at `at` is in a complete black flag.
bool in_whole_flag(const std::u32string& text, std::size_t at) {
  const auto is_tag = [&](std::size_t i) { return i < text.size() && text[i] >> 8 == 0xE00; };
  while (is_tag(at)) --at;  // the text begins with a letter
  if (text[at] != 0x1F3F4) return false;
  std::size_t end = at + 1;
  while (is_tag(end) && text[end] != 0xE007F) ++end;
  return end - at - 1 >= 2 && end - at - 1 <= 6 && end < text.size() && text[end] == 0xE007F;
}

bool joins(char32_t before, char32_t joiner, char32_t after) {
  const auto letter = [](char32_t c) { return between(0x620, c, 0x6D3) || in(c, U"क\u0941"); };
  const bool emoji =
      joiner == 0x200D && in(before, U"❤👩🏴🏽\ufe0f") && in(after, U"❤👩🏴");
  return emoji || (letter(before) && letter(after));
}

bool is_safe(const std::u32string& text) {
  for (std::size_t i = 1; i + 1 < text.size(); ++i) {
    const char32_t c = text[i];
    if (never_allowed(c)) return false;
    if (between(0xFE0E, c, 0xFE0F) && !in(text[i - 1], U"❤👩🏴🏽0123456789#*"))
      return false;
    if (between(0x200C, c, 0x200D) && !joins(text[i - 1], c, text[i + 1])) return false;
    if (c >> 8 == 0xE00 && !in_whole_flag(text, i)) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("nothing dangerous comes out") {
  std::mt19937 random(1);
  for (int round = 0; round < 5000; ++round) {
    const std::string bytes = "a" + random_text(random, 40) + "a";
    const std::string flow = visible_flow(bytes);
    const std::string line = visible(bytes);
    const std::string cell = visible_cell(bytes, 30);
    const bool no_lines = (line + cell).find('\n') == std::string::npos;
    const bool well_formed =
        logprobs::is_utf8(flow) && logprobs::is_utf8(line) && logprobs::is_utf8(cell);
    if (!no_lines || !well_formed || !is_safe(code_points(flow)) || !is_safe(code_points(line)) ||
        !is_safe(code_points(cell + "a"))) {
      CAPTURE(round, flow, cell);
      FAIL();
    }
  }
}

TEST_CASE("text that is already visible stays as it is") {
  std::mt19937 random(2);
  for (int round = 0; round < 2000; ++round) {
    const std::string once = visible_flow("a" + random_text(random, 40));
    if (visible_flow(once) != once) {
      CAPTURE(round, once);
      FAIL();
    }
  }
}

TEST_CASE("however it is cut, text gives the same glyphs, which cover every byte") {
  const Space space = GENERATE(Space::flow, Space::line, Space::cell);
  std::mt19937 random(3);
  for (int round = 0; round < 300; ++round) {
    const std::string text = random_text(random, 30);
    const std::string_view bytes = text;
    const std::vector<Shown> whole = glyphs_of(space, {bytes});
    bool same = glyphs_of(space, single_bytes(bytes)) == whole;
    for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
      same = same && glyphs_of(space, {bytes.substr(0, cut), bytes.substr(cut)}) == whole;
    }
    std::size_t size = 0;
    for (const Shown& glyph : whole) size += std::get<1>(glyph);
    if (!same || size != bytes.size()) {
      CAPTURE(round, visible(bytes));
      FAIL();
    }
  }
}

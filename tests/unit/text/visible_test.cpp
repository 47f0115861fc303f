#include <array>
#include <cstdio>
#include <random>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "catch.hpp"
#include "logprobs/text.hpp"
#include "text/visible_stream.hpp"

using logprobs::append_code_point;
using logprobs::visible;
using logprobs::visible_cell;
using logprobs::visible_flow;
using logprobs::text::Glyph;
using logprobs::text::Space;
using logprobs::text::VisibleStream;

namespace {

struct Row {
  std::string_view bytes;
  std::string_view shown;
};

// Glyphs that own their text, for comparison.
using Shown = std::tuple<std::string, std::size_t, int, bool, bool>;

void read(VisibleStream& stream, std::vector<Shown>& glyphs) {
  for (Glyph glyph; stream.next(glyph);) {
    glyphs.emplace_back(glyph.text, glyph.size, glyph.width, glyph.escaped, glyph.extends);
  }
}

std::vector<Shown> glyphs_of(Space space, const std::vector<std::string_view>& pieces) {
  VisibleStream stream(space);
  std::vector<Shown> glyphs;
  for (const std::string_view piece : pieces) {
    stream.feed(piece);
    read(stream, glyphs);
  }
  stream.finish();
  read(stream, glyphs);
  return glyphs;
}

std::vector<std::string_view> single_bytes(std::string_view bytes) {
  std::vector<std::string_view> pieces;
  for (std::size_t i = 0; i < bytes.size(); ++i) pieces.push_back(bytes.substr(i, 1));
  return pieces;
}

// 'x' for a glyph that extends the one before, 'e' for one that is spelled out, '.' for any other.
std::string pattern(std::string_view bytes) {
  std::string out;
  for (const auto& [text, size, width, escaped, extends] : glyphs_of(Space::flow, {bytes})) {
    out += extends ? 'x' : escaped ? 'e' : '.';
  }
  return out;
}

std::string utf8(char32_t code_point) {
  std::string out;
  append_code_point(out, code_point);
  return out;
}

std::string spelled(const char* format, char32_t code_point) {
  std::array<char, 32> out{};
  std::snprintf(out.data(), out.size(), format, static_cast<unsigned>(code_point));
  return out.data();
}

std::string repeated(std::string_view text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

}  // namespace

TEST_CASE("every control is spelled out") {
  for (char32_t code_point = 0; code_point < 0xA0; ++code_point) {
    if (code_point >= ' ' && code_point < 0x7F) continue;
    std::string expected = spelled(code_point < 0x80 ? "\\x%02x" : "\\u%04x", code_point);
    if (code_point == '\t') expected = "\\t";
    if (code_point == '\n') expected = "\\n";
    if (code_point == '\r') expected = "\\r";
    CAPTURE(expected);
    CHECK(visible("a" + utf8(code_point) + "b") == "a" + expected + "b");
    if (code_point != '\n') {
      CHECK(visible_flow(utf8(code_point)) == expected);
      CHECK(visible_cell(utf8(code_point), 9) == expected);
    }
  }
}

TEST_CASE("printable ASCII stays") {
  for (char32_t code_point = '!'; code_point < 0x7F; ++code_point) {
    const std::string text = utf8(code_point);
    CHECK(visible(text) == text);
    CHECK(visible_flow(text + "\x01") == text + "\\x01");
    CHECK(visible_cell(text, 1) == text);
  }
}

TEST_CASE("white space is shown as its place requires") {
  CHECK(visible("a b\nc\td") == "a b\\nc\\td");
  CHECK(visible_flow("a b\nc\td") == "a b\nc\\td");
  CHECK(visible_cell("a b\nc\td", 20) == "a␣b↵c\\td");
  CHECK(visible_flow("a\r\nb") == "a\\r\nb");
}

TEST_CASE("hidden characters are spelled out") {
  struct Range {
    char32_t first, last;
  };
  const Range range = GENERATE(values<Range>({
      // The twelve of bidirectional text.
      {0x061C, 0x061C},
      {0x200E, 0x200F},
      {0x202A, 0x202E},
      {0x2066, 0x2069},
      // Ten without width.
      {0x200B, 0x200D},
      {0x2060, 0x2064},
      {0xFEFF, 0xFEFF},
      {0x00AD, 0x00AD},
      // Fillers, separators, format controls.
      {0x034F, 0x034F},
      {0x115F, 0x1160},
      {0x17B4, 0x17B5},
      {0x180B, 0x180F},
      {0x2028, 0x2029},
      {0x2065, 0x206F},
      {0x3164, 0x3164},
      {0xFFA0, 0xFFA0},
      {0xFFF9, 0xFFFB},
      {0x1BCA0, 0x1BCA3},
      {0x1D173, 0x1D17A},
      // Tags and variation selectors.
      {0xE0000, 0xE0FFF},
      {0xFE00, 0xFE0F},
      // Noncharacters.
      {0xFDD0, 0xFDEF},
      {0xFFFE, 0xFFFF},
      {0x1FFFE, 0x1FFFF},
      {0x10FFFE, 0x10FFFF},
  }));
  for (char32_t code_point = range.first; code_point <= range.last; ++code_point) {
    const std::string expected = "a" + spelled("\\u{%x}", code_point) + "b";
    CHECK(visible("a" + utf8(code_point) + "b") == expected);
  }
}

TEST_CASE("the neighbours of hidden characters stay") {
  const auto code_point =
      GENERATE(as<char32_t>{}, 0xA0, 0xAC, 0xAE, 0x61B, 0x115E, 0x180A, 0x1810, 0x200A, 0x2010,
               0x2027, 0x202F, 0x205F, 0x2070, 0x3163, 0x3165, 0xFDCF, 0xFDF0, 0xFE10, 0xFEFE,
               0xFFFC, 0xFFFD, 0x1FFFD, 0x20000);
  CHECK(visible(utf8(code_point)) == utf8(code_point));
}

TEST_CASE("private-use characters stay") {
  for (const char32_t code_point : {0xE000, 0xF8FF, 0xF0000, 0x10FFFD}) {
    CHECK(visible(utf8(code_point)) == utf8(code_point));
  }
}

TEST_CASE("terminal sequences lose their teeth") {
  const Row row = GENERATE(values<Row>({
      {"\x1b[2J", "\\x1b[2J"},                                                  // CSI: clear
      {"\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m"},                           // CSI: colour
      {"\xc2\x9bK", "\\u009bK"},                                                // CSI in 8 bits
      {"\x9bK", "\\x9bK"},                                                      // and in Latin-1
      {"\x1b]0;title\x07", "\\x1b]0;title\\x07"},                               // title and icon
      {"\x1b]2;title\x1b\\", "\\x1b]2;title\\x1b\\"},                           // title
      {"\x1b]4;1;#fff\x07", "\\x1b]4;1;#fff\\x07"},                             // palette
      {"\x1b]8;;http://x\x1b\\y", "\\x1b]8;;http://x\\x1b\\y"},                 // link
      {"\x1b]9;hi\x07", "\\x1b]9;hi\\x07"},                                     // notification
      {"\x1b]10;?\x07", "\\x1b]10;?\\x07"},                                     // colour query
      {"\x1b]11;?\x07", "\\x1b]11;?\\x07"},                                     //
      {"\x1b]52;c;cm0=\x07", "\\x1b]52;c;cm0=\\x07"},                           // clipboard
      {"\x1b]777;notify;a;b\x07", "\\x1b]777;notify;a;b\\x07"},                 //
      {"\x1b]1337;File=:x\x07", "\\x1b]1337;File=:x\\x07"},                     //
      {"\xc2\x9d;t\xc2\x9c", "\\u009d;t\\u009c"},                               // OSC in 8 bits
      {"\x1bP$qm\x1b\\", "\\x1bP$qm\\x1b\\"},                                   // DCS
      {"\x1b_Gx\x1b\\", "\\x1b_Gx\\x1b\\"},                                     // APC
      {"\x1b^x\x1b\\", "\\x1b^x\\x1b\\"},                                       // PM
      {"\x1bXx\x1b\\", "\\x1bXx\\x1b\\"},                                       // SOS
      {"\033c", "\\x1bc"},                                                      // RIS
      {"rm -rf\recho ok", "rm -rf\\recho ok"},                                  // CR overwrites
      {"bad\b\b\bfine", "bad\\x08\\x08\\x08fine"},                              // so does BS
      {"user\u202e\u2066nimda\u2069", "user\\u{202e}\\u{2066}nimda\\u{2069}"},  //
  }));
  CHECK(visible(row.bytes) == row.shown);
  CHECK(visible_flow(row.bytes) == row.shown);
  for (std::size_t cut = 0; cut <= row.bytes.size(); ++cut) {
    std::string shown;
    for (const auto& glyph :
         glyphs_of(Space::line, {row.bytes.substr(0, cut), row.bytes.substr(cut)})) {
      shown += std::get<0>(glyph);
    }
    CHECK(shown == row.shown);
  }
}

TEST_CASE("each invalid byte is spelled out") {
  const Row row = GENERATE(values<Row>({
      {"\xff", "\\xff"},
      {"\x80", "\\x80"},
      {"\xc0\xaf", "\\xc0\\xaf"},
      {"\xe6\x97", "\\xe6\\x97"},
      {"\xf0\x9f\x92", "\\xf0\\x9f\\x92"},
      {"\xf0\x9f\x92 a", "\\xf0\\x9f\\x92 a"},
      {"\xed\xa0\x80", "\\xed\\xa0\\x80"},
      {"\xf4\x90\x80\x80", "\\xf4\\x90\\x80\\x80"},
      {"\xe6\x97日", "\\xe6\\x97日"},
  }));
  CHECK(visible(row.bytes) == row.shown);
}

TEST_CASE("scripts and emoji keep what they need") {
  const std::string_view text = GENERATE(
      as<std::string_view>{},  //
      "e\u0301", "naïve", "日本語", "한국어", "עברית", "العربية", "ไทย", "\u1112\u1161\u11ab",
      "👩\u200d👩\u200d👧\u200d👦",  // a family
      "👩🏽\u200d🚀", "🏳\ufe0f\u200d🌈", "❤\ufe0f\u200d🔥",
      "👩🏿\u200d❤\ufe0f\u200d💋\u200d👨🏻",  // ten code points, none longer
      "🕵🏽\ufe0f\u200d♂\ufe0f", "☺\ufe0e", "❤\ufe0f", "👍🏽", "1\ufe0f\u20e3",
      "#\ufe0f\u20e3", "*\ufe0f\u20e3", "🇩🇪🇫🇷",
      "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",  // England
      "🏴\U000e0075\U000e0073\U000e0063\U000e0061\U000e007f", "🏴", "🏴\u200d☠\ufe0f",
      "می\u200cخواهم", "کتاب\u200cها",                 // Persian
      "क्\u200dष", "क्\u200cष", "ශ්\u200dරී", "র\u200d্য",  // conjuncts, and ZWJ before the virama
      "\ue000\U000f0000");                             // private use
  CAPTURE(text);
  CHECK(visible(text) == text);
  CHECK(visible_flow(text) == text);
}

TEST_CASE("characters that scripts and emoji need are spelled out elsewhere") {
  const Row row = GENERATE(values<Row>({
      {"a\u200db", "a\\u{200d}b"},
      {"a\u200cb", "a\\u{200c}b"},
      {"\u200d👩", "\\u{200d}👩"},
      {"👩\u200d", "👩\\u{200d}"},
      {"👩\u200da", "👩\\u{200d}a"},
      {"👩\u200d\xf0\x9f", "👩\\u{200d}\\xf0\\x9f"},
      {"👩\u200d\u200d👩", "👩\\u{200d}\\u{200d}👩"},
      {"👩\u200c👩", "👩\\u{200c}👩"},
      {"👩\ufe0e\u200d👩", "👩\ufe0e\\u{200d}👩"},
      {"🇩🇪\u200d👩", "🇩🇪\\u{200d}👩"},
      {"🏽\u200d👩", "🏽\\u{200d}👩"},
      {"می\u200c خواهم", "می\\u{200c} خواهم"},
      {"می\u200c", "می\\u{200c}"},
      {"م\u200c\u200cخ", "م\\u{200c}\\u{200c}خ"},
      {"م\u200ca", "م\\u{200c}a"},
      {"ខ\u200c\u17b4", "ខ\\u{200c}\\u{17b4}"},
      {"a\ufe0f", "a\\u{fe0f}"},
      {"❤\ufe0f\ufe0f", "❤\ufe0f\\u{fe0f}"},
      {"❤\ufe01", "❤\\u{fe01}"},
      {"\ufe0f", "\\u{fe0f}"},
      {"1\u200b\ufe0f", "1\\u{200b}\\u{fe0f}"},
      {"日\U000e0100", "日\\u{e0100}"},
      {"🏴\U000e0067\U000e0062x", "🏴\\u{e0067}\\u{e0062}x"},                    // not closed
      {"🏴\U000e0067\U000e0062", "🏴\\u{e0067}\\u{e0062}"},                      //
      {"🏴\U000e0067\U000e007f", "🏴\\u{e0067}\\u{e007f}"},                      // too short
      {"🏴\U000e007f", "🏴\\u{e007f}"},                                          //
      {"🏴\U000e0041\U000e0062\U000e007f", "🏴\\u{e0041}\\u{e0062}\\u{e007f}"},  // a capital
      {"🏴\U000e0061\U000e0062\U000e0063\U000e0064\U000e0065\U000e0066\U000e0067\U000e007f",
       "🏴\\u{e0061}\\u{e0062}\\u{e0063}\\u{e0064}\\u{e0065}\\u{e0066}\\u{e0067}\\u{e007f}"},
      {"🏳\U000e0067\U000e0062\U000e007f", "🏳\\u{e0067}\\u{e0062}\\u{e007f}"},  // another flag
      {"🏴\U000e0067\U000e0062\xf3\xa0\x81", "🏴\\u{e0067}\\u{e0062}\\xf3\\xa0\\x81"},
  }));
  CHECK(visible(row.bytes) == row.shown);
}

TEST_CASE("a pile of marks is spelled out from the seventeenth on") {
  const std::string mark = "\u0301";
  CHECK(visible("a" + repeated(mark, 16) + "b") == "a" + repeated(mark, 16) + "b");
  CHECK(visible("a" + repeated(mark, 1000) + "b" + mark) ==
        "a" + repeated(mark, 16) + repeated("\\u{301}", 984) + "b" + mark);
  // A joiner on a full pile is spelled out, since it would join nothing.
  const std::string sign = "\u0941";
  CHECK(visible("क" + repeated(sign, 15) + "\u200d" + sign) ==
        "क" + repeated(sign, 15) + "\\u{200d}" + sign);
}

TEST_CASE("glyphs know what they continue") {
  CHECK(pattern("e\u0301a") == ".x.");
  CHECK(pattern("👩🏽\u200d🚀a") == ".xxx.");
  CHECK(pattern("❤\ufe0f") == ".x");
  CHECK(pattern("1\ufe0f\u20e3") == ".xx");
  CHECK(pattern("🇩🇪🇫🇷") == ".x.x");
  CHECK(pattern("🏴\U000e0067\U000e0062\U000e007f") == ".xxx");
  CHECK(pattern("🏴\U000e0067\U000e0062") == ".ee");
  CHECK(pattern("का") == ".x");
  CHECK(pattern("นำ") == ".x");
  CHECK(pattern("\u1112\u1161\u11ab") == ".xx");
  CHECK(pattern("م\u200cخ") == ".x.");
  CHECK(pattern("a\u200d👩") == ".e.");
  CHECK(pattern("🇩\x1b🇪") == ".e.");
  CHECK(pattern("\u0301") == "x");
  CHECK(pattern("\u0e33") == "x");
  CHECK(pattern("\x1b\n \xff") == "e..e");
}

TEST_CASE("glyphs know their width and size") {
  const std::vector<Shown> expected = {
      {"a", 1, 1, false, false},        {"日", 3, 2, false, false}, {"\\x1b", 1, 4, true, false},
      {"\\u{200b}", 3, 8, true, false}, {"e", 1, 1, false, false},  {"\u0301", 2, 0, false, true},
      {"␣", 1, 1, false, false},        {"↵", 1, 1, false, false},  {"\\xe6", 1, 4, true, false},
  };
  CHECK(glyphs_of(Space::cell, {"a日\x1b\u200be\u0301 \n\xe6"}) == expected);
  const std::vector<Shown> line_feed = {{"\n", 1, 0, false, false}};
  CHECK(glyphs_of(Space::flow, {"\n"}) == line_feed);
}

TEST_CASE("only what is undecided waits") {
  const Row row = GENERATE(values<Row>({
      {"a\xe6", "a"},
      {"👩\u200d", "👩"},
      {"👩\u200d\xf0", "👩"},
      {"م\u200c", "م"},
      {"🏴", "🏴"},
      {"🏴\U000e0067", "🏴"},
      {"a\u200d", "a\\u{200d}"},
      {"👩🏽", "👩🏽"},
      {"e", "e"},
  }));
  VisibleStream stream(Space::flow);
  stream.feed(row.bytes);
  std::string shown;
  Glyph glyph;
  while (stream.next(glyph)) shown += glyph.text;
  CHECK(shown == row.shown);
}

TEST_CASE("a stream can be used again") {
  VisibleStream stream(Space::flow);
  stream.feed("👩\u200d");
  Glyph glyph;
  while (stream.next(glyph)) continue;
  stream.finish();
  stream.reset();
  CHECK_FALSE(stream.next(glyph));
  stream.feed("\ufe0f\xf0\x9f");
  REQUIRE(stream.next(glyph));
  CHECK(glyph.text == "\\u{fe0f}");
  CHECK_FALSE(stream.next(glyph));
}

TEST_CASE("a cell is cut between characters") {
  struct Cut {
    std::string_view bytes;
    int width;
    std::string_view shown;
  };
  const Cut row = GENERATE(values<Cut>({
      {"", 0, ""},
      {"", 5, ""},
      {"a", 0, ""},
      {"a", -1, ""},
      {"a", 1, "a"},
      {"ab", 1, "…"},
      {"hello", 5, "hello"},
      {"hello!", 5, "hell…"},
      {" a\nb", 4, "␣a↵b"},
      {" a\nbc", 4, "␣a↵…"},
      {"日本", 4, "日本"},
      {"日本語", 5, "日本…"},
      {"日本語", 4, "日…"},
      {"a日", 2, "a…"},
      {"日", 1, "…"},
      {"e\u0301e\u0301", 2, "e\u0301e\u0301"},
      {"e\u0301e\u0301e\u0301", 2, "e\u0301…"},
      {"ab\x1b", 6, "ab\\x1b"},
      {"ab\x1b", 5, "ab…"},
      {"a👩\u200d🚀", 4, "a…"},
      {"a👩\u200d🚀", 5, "a👩\u200d🚀"},
      {"🇩🇪🇫🇷", 3, "🇩🇪…"},
      {"م\u200cخخخ", 2, "…"},
      {"م\u200cخخخ", 3, "م\u200cخ…"},
  }));
  CAPTURE(row.bytes, row.width);
  CHECK(visible_cell(row.bytes, row.width) == row.shown);
}

TEST_CASE("a cell never exceeds its width, whatever the text") {
  const std::string text =
      "a日\x1b[e\u0301 "
      "👩🏽\u200d🚀\u202e🇩🇪\xff\n🏴\U000e0067\U000e0062\U000e007fक्\u200dष";
  for (int width = 0; width < 60; ++width) {
    CAPTURE(width);
    CHECK(logprobs::display_width(visible_cell(text, width)) <= width);
  }
}

TEST_CASE("a cell of a huge token is short") {
  const std::string_view unit = GENERATE(as<std::string_view>{}, "a", "\x1b", "\u0301", "👩\u200d",
                                         "🇩", "م\u200c", "\u0600", "\u1112", "\xff", "\U00013430");
  CHECK(visible_cell(repeated(unit, 1'000'000), 20).size() < 400);
}

namespace {

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

TEST_CASE("a long text is read in linear time, in one piece or in many") {
  const std::string text = repeated("plain, 日本語, \x1b[2J, 👩\u200d🚀\n", 100'000);
  VisibleStream stream(Space::flow);
  std::size_t size = 0;
  Glyph glyph;
  SECTION("in one piece") {
    stream.feed(text);
    while (stream.next(glyph)) size += glyph.size;
  }
  SECTION("in one piece, and more follows") {
    stream.feed(text);
    while (size < text.size()) {
      if (stream.next(glyph)) size += glyph.size;
      stream.feed("");
    }
  }
  SECTION("byte by byte") {
    for (const char& byte : text) {
      stream.feed({&byte, 1});
      while (stream.next(glyph)) size += glyph.size;
    }
  }
  CHECK(size == text.size());
}

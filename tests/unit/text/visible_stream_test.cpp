#include "text/visible_stream.hpp"

#include <string>
#include <string_view>
#include <vector>

#include "catch.hpp"
#include "text/glyphs.hpp"

using logprobs::text::Glyph;
using logprobs::text::Space;
using logprobs::text::VisibleStream;
using samples::glyphs_of;
using samples::read;
using samples::repeated;
using samples::Shown;

namespace {

struct Row {
  std::string_view bytes;
  std::string_view shown;  // before more bytes come
};

// 'x' for a glyph that extends the one before, 'e' for one that is spelled out, '.' for any other.
std::string pattern(std::string_view bytes) {
  std::string out;
  for (const auto& [text, size, width, escaped, extends] : glyphs_of(Space::flow, {bytes})) {
    out += extends ? 'x' : escaped ? 'e' : '.';
  }
  return out;
}

}  // namespace

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

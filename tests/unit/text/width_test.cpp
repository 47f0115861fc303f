#include "text/width.hpp"

#include <string>
#include <string_view>

#include "catch.hpp"
#include "logprobs/text.hpp"
#include "text/visible_stream.hpp"

namespace {

struct Row {
  std::string_view text;
  int width;
};

}  // namespace

TEST_CASE("display width counts terminal cells") {
  const Row row = GENERATE(values<Row>({
      {"", 0},             //
      {"plain text", 10},  //
      {"\\x1b[2J", 7},     // what is spelled out is plain text
      {"naïve", 5},        // precomposed
      {"e\u0301", 1},      // a mark takes no cell
      {"日本語", 6},       //
      {"ｆｕｌｌ", 8},     // fullwidth forms
      {"ﾊﾟ", 2},           // halfwidth, and its mark has a cell
      {"한국", 4},         //
      {"␣↵…", 3},          // the signs for white space and for the rest
      {"👍", 2},            //
      {"👍🏽", 4},     // a modifier counts by itself: terminals disagree, this is the wider
      {"❤\ufe0f", 1},      // so does a selector: nothing
      {"🇩🇪", 2},           //
      {"का", 1},           // a spacing mark
      {"\ue000", 1},       // private use
      {"a日b", 4},         //
  }));
  CAPTURE(row.text);
  CHECK(logprobs::display_width(row.text) == row.width);
}

TEST_CASE("the width of shown text is the sum of its glyphs' widths") {
  const std::string_view bytes =
      "a\x1b[31m 日本 e\u0301 👩🏽\u200d🚀 \xff\u202e \U000E0041";
  logprobs::text::VisibleStream stream(logprobs::text::Space::cell);
  stream.feed(bytes);
  stream.finish();
  std::string shown;
  int width = 0;
  for (logprobs::text::Glyph glyph; stream.next(glyph);) {
    shown += glyph.text;
    width += glyph.width;
  }
  CHECK(logprobs::display_width(shown) == width);
}

TEST_CASE("broken text has a width too") { CHECK(logprobs::display_width("a\xff\xe6\x97") == 1); }

TEST_CASE("letters of scripts without monospaced fonts may be wider than a cell") {
  CHECK(logprobs::text::broad_letters("abc, été, 日本, שלום") == 0);
  CHECK(logprobs::text::broad_letters("a अब b") == 2);
  CHECK(logprobs::text::broad_letters("အ\u1780\U000117BB") == 2);
  CHECK(logprobs::text::broad_letters("क्") == 1);  // a mark takes no cell
}

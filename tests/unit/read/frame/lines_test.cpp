#include "read/frame/lines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "catch.hpp"

using logprobs::read::LineCutter;
using logprobs::read::LineEnds;
using logprobs::read::Source;

namespace {

/// The lines of a source as `1@0 a; 2@2 b…`: `…` for one that is too long, `~` for one without an
/// end. The source is fed in pieces of this size.
std::string lines_of(std::string_view text, LineEnds ends, std::size_t piece,
                     std::uint64_t max_line = 1000) {
  Source source{.max_bytes = 1000};
  LineCutter cutter(ends, max_line);
  std::string out;
  for (;;) {
    std::string_view line;
    const LineCutter::Result result = cutter.next(source, line);
    if (result == LineCutter::Result::none) {
      if (source.finished) return out;
      source.buffer.append(text.substr(0, piece));
      text.remove_prefix(std::min(piece, text.size()));
      source.finished = text.empty();
      continue;
    }
    const bool too_long = result == LineCutter::Result::too_long;
    CHECK(cutter.unfinished() == (result == LineCutter::Result::unfinished));
    out += fmt::format("{}{}@{} {}{}", out.empty() ? "" : "; ", *cutter.place().line,
                       *cutter.place().offset, too_long ? "…" : line,
                       result == LineCutter::Result::unfinished ? "~" : "");
  }
}

struct Row {
  std::string_view text;
  std::string_view by_lf;
  std::string_view by_any;
};

}  // namespace

TEST_CASE("lines end in LF or, in a stream, also in CR") {
  const Row row = GENERATE(values<Row>({
      {"", "", ""},
      {"a", "1@0 a~", "1@0 a~"},
      {"a\nb\n", "1@0 a; 2@2 b", "1@0 a; 2@2 b"},
      {"a\n\nb", "1@0 a; 2@2 ; 3@3 b~", "1@0 a; 2@2 ; 3@3 b~"},
      {"a\r\nb\r\n", "1@0 a\r; 2@3 b\r", "1@0 a; 2@3 b"},
      {"a\rb\r", "1@0 a\rb\r~", "1@0 a; 2@2 b"},
      {"a\r\r\nb\n\r", "1@0 a\r\r; 2@4 b; 3@6 \r~", "1@0 a; 2@2 ; 3@4 b; 4@6 "},
  }));
  CAPTURE(row.text);
  for (const std::size_t piece : {1, 2, 3, 1000}) {
    CHECK(lines_of(row.text, LineEnds::lf, piece) == row.by_lf);
    CHECK(lines_of(row.text, LineEnds::any, piece) == row.by_any);
  }
}

TEST_CASE("a line above the limit is named once and skipped") {
  for (const std::size_t piece : {1, 2, 1000}) {
    CHECK(lines_of("abc\nabcd\nb\n", LineEnds::lf, piece, 3) == "1@0 abc; 2@4 …; 3@9 b");
    CHECK(lines_of("abcdefghi\r\nb\r", LineEnds::any, piece, 3) == "1@0 …; 2@11 b");
  }
}

#include "read/frame/lines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "catch.hpp"

using logprobs::read::Line;
using logprobs::read::LineEnds;
using logprobs::read::LineFinder;
using logprobs::read::Source;

namespace {

/// The lines of a source as `a; b…`: `…` for one that is too long, `~` for one without an end. The
/// source is fed in pieces of this size.
std::string lines_of(std::string_view text, LineEnds ends, std::size_t piece,
                     std::uint64_t max_line = 1000) {
  Source source(1000);
  LineFinder finder;
  std::string out;
  for (;;) {
    Line line;
    if (!source.text().empty() && finder.find(source, ends, max_line, line)) {
      out += fmt::format("{}{}{}{}", out.empty() ? "" : "; ", line.text, line.too_long ? "…" : "",
                         line.unfinished ? "~" : "");
      if (line.too_long) return out;
      source.end_line(line.text.size() + (line.ended ? 1 : 0));
      continue;
    }
    if (source.finished) return out;
    source.buffer.append(text.substr(0, piece));
    text.remove_prefix(std::min(piece, text.size()));
    source.finished = text.empty();
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
      {"a", "a~", "a~"},
      {"a\nb\n", "a; b", "a; b"},
      {"a\n\nb", "a; ; b~", "a; ; b~"},
      {"a\r\nb\r\n", "a\r; b\r", "a; ; b; "},
      {"a\rb\r", "a\rb\r~", "a; b"},
  }));
  CAPTURE(row.text);
  for (const std::size_t piece : {1, 2, 3, 1000}) {
    CHECK(lines_of(row.text, LineEnds::lf, piece) == row.by_lf);
    CHECK(lines_of(row.text, LineEnds::any, piece) == row.by_any);
  }
}

TEST_CASE("a line above the limit is known before its end comes") {
  for (const std::size_t piece : {1, 2, 3}) {
    CHECK(lines_of("abc\nabcdefghi\n", LineEnds::lf, piece, 3).starts_with("abc; abcd"));
    CHECK(lines_of("abc\nabcdefghi\n", LineEnds::any, piece, 3).ends_with("…"));
  }
}

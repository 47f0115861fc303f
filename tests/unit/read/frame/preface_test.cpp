#include "read/frame/preface.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "catch.hpp"

using logprobs::read::Begins;
using logprobs::read::begins;
using logprobs::read::Preface;
using logprobs::read::Source;

namespace {

/// What is left after the preface, and how many lines that had, as `{} 2`; `more` if more bytes are
/// needed. The source is fed in pieces of this size.
std::string skipped(std::string_view text, std::size_t piece, bool finished = false,
                    std::uint64_t max_bytes = 1000) {
  Source source{.max_bytes = max_bytes};
  Preface preface;
  bool past = false;
  do {
    source.buffer.append(text.substr(0, piece));
    text.remove_prefix(std::min(piece, text.size()));
    source.finished = finished && text.empty();
    past = preface.skip(source);
  } while (!past && !text.empty());
  if (!past) return "more";
  source.buffer.append(text);
  return fmt::format("{} {}", source.buffer.text(), source.lines);
}

struct Row {
  std::string_view text;
  std::string_view left;
};

}  // namespace

TEST_CASE("a text begins with a prefix, does not, or may") {
  CHECK(begins("data: 1", "data:", false) == Begins::yes);
  CHECK(begins("data:", "data:", true) == Begins::yes);
  CHECK(begins("dat", "data:", false) == Begins::unknown);
  CHECK(begins("", "data:", false) == Begins::unknown);
  CHECK(begins("dat", "data:", true) == Begins::no);
  CHECK(begins("date", "data:", false) == Begins::no);
}

TEST_CASE("byte order mark, blank lines and headers are skipped") {
  const Row row = GENERATE(values<Row>({
      {"{}", "{} 0"},
      {"\xEF\xBB\xBF{}", "{} 0"},
      {"\n \r\n {}", " {} 2"},
      {"HTTP/1.1 200 OK\r\na: b\r\n\r\n{}", "{} 3"},
      {"HTTP/1.1 100 Continue\n\nHTTP/2 200\n\n\n{}", "{} 5"},
      {"HTTX", "HTTX 0"},
      {"\xEF\xBB{}", "\xEF\xBB{} 0"},
      {"", "more"},
      {" \n ", "more"},
      {"\xEF\xBB", "more"},
      {"HTT", "more"},
      {"HTTP/1.1 200 OK\r\na: b\r\n", "more"},
  }));
  CAPTURE(row.text);
  for (const std::size_t piece : {1, 2, 3, 1000}) CHECK(skipped(row.text, piece) == row.left);
}

TEST_CASE("the end of a source decides") {
  CHECK(skipped("HTT", 1, true) == "HTT 0");
  CHECK(skipped("\xEF\xBB", 1, true) == "\xEF\xBB 0");
  CHECK(skipped("HTTP/1.1", 1, true) == "more");
}

TEST_CASE("a line of the preface above the limit ends it") {
  CHECK(skipped(std::string(9, ' '), 1, false, 8) == "          0");
  CHECK(skipped(std::string(8, ' '), 1, false, 8) == "more");
  CHECK(skipped("HTTP/1234", 1, false, 8) == "HTTP/1234 0");
  CHECK(skipped("HTTP/\n\n\n\n\n\n\n\n\n{}", 1, false, 8) == "{} 9");
}

#include "read/frame/values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "catch.hpp"

using logprobs::read::Source;
using logprobs::read::ValueFinder;

namespace {

/// What is found of the value at the front of a source, as `whole {} 0 2 0`: its text, the line
/// ends in it, the bytes after the last, and the size of its first line. The source is fed in
/// pieces of this size.
std::string value_of(std::string_view text, std::size_t piece, std::uint64_t max_bytes = 1000) {
  Source source(max_bytes);
  ValueFinder finder;
  finder.begin();
  for (;;) {
    const ValueFinder::Result result = finder.next(source);
    if (result != ValueFinder::Result::waits) {
      CHECK_FALSE(finder.begun());
      constexpr std::string_view words[] = {"", "whole", "broken", "cut", "large"};
      const bool large = result == ValueFinder::Result::too_large;
      const std::string_view found = large ? "…" : source.text().substr(0, finder.size());
      return fmt::format("{} {} {} {} {}", words[static_cast<std::size_t>(result)], found,
                         finder.line_ends(), large ? 0 : finder.last_line(), finder.first_line());
    }
    CHECK(finder.begun());
    REQUIRE_FALSE(source.finished);
    source.buffer.append(text.substr(0, piece));
    text.remove_prefix(std::min(piece, text.size()));
    source.finished = text.empty();
  }
}

struct Row {
  std::string_view text;
  std::string_view value;
};

}  // namespace

TEST_CASE("a value ends where its brackets do, on whatever line") {
  const Row row = GENERATE(values<Row>({
      {"{}", "whole {} 0 2 0"},
      {"{} x\n", "whole {} 0 2 0"},
      {"\"a\\\"b\"x", "whole \"a\\\"b\" 0 6 0"},
      {"{\n}\n", "whole {\n} 1 1 2"},
      {"[1,\r\n\n  {\n}]x", "whole [1,\r\n\n  {\n}] 3 2 5"},
      {"[1", "cut [1 0 2 0"},
      {"[1\n", "cut [1\n 1 0 3"},
  }));
  CAPTURE(row.text);
  for (const std::size_t piece : {1, 2, 3, 1000}) CHECK(value_of(row.text, piece) == row.value);
}

TEST_CASE("a value is given up at the line that shows that it is broken") {
  const Row row = GENERATE(values<Row>({
      {"{\"a\n\"}", "broken {\"a\n 1 0 4"},  // the line ends in a string
      {"[1,\n\"a\n", "broken [1,\n\"a\n 2 0 4"},
      {"{\"a\": 1\n{}", "broken {\"a\": 1\n 1 0 8"},  // no value may follow
      {"[1,\n2\n 3]", "broken [1,\n2\n 2 0 4"},
  }));
  CAPTURE(row.text);
  for (const std::size_t piece : {1, 2, 3, 1000}) CHECK(value_of(row.text, piece) == row.value);
}

TEST_CASE("a value above the limit is not waited for") {
  for (const std::size_t piece : {1, 2}) {
    CHECK(value_of("[12\n,4567890]", piece, 8).starts_with("large"));
    CHECK(value_of("[12\n,456]", piece, 9).starts_with("whole"));
  }
}

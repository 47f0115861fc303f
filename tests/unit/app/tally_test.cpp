#include "app/tally.hpp"

#include <fmt/format.h>

#include "catch.hpp"

using namespace logprobs;
using namespace logprobs::app;

namespace {

Message in_line(std::uint64_t line, const std::string& what) { return {"a", {line, {}}, what, {}}; }

std::vector<std::string> ended(Tally& tally) {
  std::vector<std::string> sums;
  for (const Message& message : tally.end()) {
    sums.push_back(place_name(message.source, message.place) + ": " + message.what);
  }
  return sums;
}

using Sums = std::vector<std::string>;

}  // namespace

TEST_CASE("the first of alike messages is written, the others are counted") {
  Tally tally;
  CHECK(tally.take(in_line(3, "not JSON at byte 7 (“x”)")));
  for (std::uint64_t line = 4; line < 43; ++line) {
    CHECK_FALSE(tally.take(in_line(line, fmt::format("not JSON at byte {} (“{}”)", line, line))));
  }
  CHECK(tally.take(in_line(43, "not UTF-8 at byte 1")));
  CHECK(tally.take(in_line(44, "larger than 5")));
  CHECK_FALSE(tally.take(in_line(45, "larger than 6")));
  CHECK(ended(tally) == Sums{"a: 39 more like line 3, up to line 42: not JSON at byte N (“…”)",
                             "a:45: larger than 6"});
  CHECK(ended(tally).empty());
  CHECK(tally.take(in_line(1, "larger than 5")));
}

TEST_CASE("alike messages are counted where lines are unknown, too") {
  Tally tally;
  CHECK(tally.take({"a", {}, "odd", {}}));
  CHECK_FALSE(tally.take({"a", {}, "odd", {}}));
  CHECK_FALSE(tally.take({"a", {}, "odd", {}}));
  CHECK(ended(tally) == Sums{"a: 2 more like the first: odd"});
}

TEST_CASE("a gist of its own decides what is alike") {
  Tally tally;
  CHECK(tally.take({"a", {}, "refused: one", "refused"}));
  CHECK_FALSE(tally.take({"a", {}, "refused: another", "refused"}));
  CHECK_FALSE(tally.take({"a", {}, "refused: one", "refused"}));
  CHECK(tally.take({"a", {}, "refused: one", {}}));
  CHECK(ended(tally) == Sums{"a: 2 more like the first: refused"});
}

TEST_CASE("of ever new kinds of messages a few are written, and the rest counted together") {
  Tally tally;
  int written = 0;
  std::string what;
  for (std::uint64_t line = 1; line <= 50; ++line) {
    what += 'x';
    written += tally.take(in_line(line, what)) ? 1 : 0;
  }
  CHECK_FALSE(tally.take(in_line(51, "x")));
  CHECK(written == 20);
  CHECK(ended(tally) == Sums{"a:51: x", "a: 30 more of other kinds, up to line 50"});
}

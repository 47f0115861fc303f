#include "explore/screen.hpp"

#include "catch.hpp"

namespace logprobs::explore {
namespace {

using Rows = std::vector<std::string>;

/// What is written for these rows.
std::string drawn(Screen& screen, const Rows& rows) {
  std::string out;
  screen.draw(rows, out);
  return out;
}

TEST_CASE("at first all rows are written, those that are missing as empty ones") {
  Screen screen(10, 3);
  CHECK(drawn(screen, {"one", "\x1b[1mtwo\x1b[m"}) ==
        "\x1b[?2026h"
        "\x1b[1;1H\x1b[Kone"
        "\x1b[2;1H\x1b[K\x1b[1mtwo\x1b[m"
        "\x1b[3;1H\x1b[K"
        "\x1b[?2026l");
}

TEST_CASE("then those that changed") {
  Screen screen(10, 3);
  drawn(screen, {"one", "two", "three"});
  CHECK(drawn(screen, {"one", "2", "three"}) == "\x1b[?2026h\x1b[2;1H\x1b[K2\x1b[?2026l");
  CHECK(drawn(screen, {"one", "2", "three"}).empty());
  CHECK(drawn(screen, {"one"}) == "\x1b[?2026h\x1b[2;1H\x1b[K\x1b[3;1H\x1b[K\x1b[?2026l");
  CHECK(drawn(screen, {"one", "", ""}).empty());
}

TEST_CASE("what is written is appended") {
  Screen screen(10, 1);
  std::string out = "before";
  screen.draw(Rows{"one"}, out);
  CHECK(out == "before\x1b[?2026h\x1b[1;1H\x1b[Kone\x1b[?2026l");
}

TEST_CASE("rows that do not fit are left out") {
  Screen screen(10, 1);
  CHECK(drawn(screen, {"one", "two"}) == "\x1b[?2026h\x1b[1;1H\x1b[Kone\x1b[?2026l");
  CHECK(drawn(screen, {"one", "three"}).empty());
}

TEST_CASE("all is written again after another size, or when others may have written") {
  Screen screen(10, 1);
  const std::string first = drawn(screen, {"one"});
  screen.forget();
  CHECK(drawn(screen, {"one"}) == first);
  screen.resize(20, 1);
  CHECK(drawn(screen, {"one"}) == first);
  screen.resize(20, 2);
  CHECK(drawn(screen, {"one", "two"}) ==
        "\x1b[?2026h\x1b[1;1H\x1b[Kone\x1b[2;1H\x1b[Ktwo\x1b[?2026l");
  CHECK(screen.columns() == 20);
  CHECK(screen.rows() == 2);
}

TEST_CASE("a screen has a cell at least") {
  Screen screen(0, -1);
  CHECK(screen.columns() == 1);
  CHECK(screen.rows() == 1);
  CHECK_FALSE(drawn(screen, {""}).empty());
}

}  // namespace
}  // namespace logprobs::explore

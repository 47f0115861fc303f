#include "show/terminal/row_writer.hpp"

#include "catch.hpp"

using namespace logprobs;
using show::RowWriter;

namespace {

ShowOptions wide(int width) {
  ShowOptions options;
  options.width = width;
  return options;
}

}  // namespace

TEST_CASE("cells are aligned in their columns, two cells apart") {
  std::string out;
  RowWriter row(wide(0), out);
  row.left("ab", 4, {});
  row.right("7", 3, {});
  row.left("x", 0, {});
  row.left("c", 2, {});
  row.end();
  CHECK(out == "ab      7  c\n");
}

TEST_CASE("an empty cell leaves no spaces at the end of a row") {
  std::string out;
  RowWriter row(wide(0), out);
  row.left("a", 4, {});
  row.right("", 3, {});
  row.skip(5);
  row.end();
  CHECK(out == "a\n");
}

TEST_CASE("a number that is too wide takes room from the next text") {
  std::string out;
  RowWriter row(wide(0), out);
  row.right("12345", 3, {});
  CHECK(row.room(6) == 4);
  row.left("abcdef", 6, {});
  row.right("9", 2, {});
  row.end();
  CHECK(out == "12345  abc…   9\n");
}

TEST_CASE("a cell for which the row has no room is left out") {
  std::string out;
  RowWriter row(wide(8), out);
  row.left("abc", 3, {});
  row.right("12", 3, {});
  row.more("!", {});
  row.right("3", 3, {});
  row.end();
  CHECK(out == "abc   12\n");
}

TEST_CASE("a style ends with its cell") {
  ShowOptions options = wide(0);
  options.depth = ColorDepth::ansi16;
  std::string out;
  RowWriter row(options, out);
  row.left("a", 3, {.low = true});
  row.left("b", 3, {.dim = true});
  row.end();
  CHECK(out == "\x1b[0;1;4ma\x1b[0m    \x1b[0;2mb\x1b[0m\n");
}

TEST_CASE("a row may be indented, and a column be widened for what its cell gets") {
  std::string out;
  RowWriter row(wide(0), out, 2);
  row.right("7", 3, {});
  row.widen(4);
  row.more(" x", {});
  row.left("b", 1, {});
  row.end();
  CHECK(out == "    7 x    b\n");
}

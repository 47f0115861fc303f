#include "read/frame/source.hpp"

#include <string>

#include "catch.hpp"

using logprobs::read::Position;
using logprobs::read::Source;

TEST_CASE("what is taken moves the position") {
  Source source(1000);
  source.buffer.append("ab\ncd\n\nef");
  source.pass(1);
  CHECK(source.position().fresh);
  source.take(1);
  CHECK_FALSE(source.position().fresh);
  source.end_line(1);
  const Position begin = source.position();
  CHECK(begin.offset == 3);
  CHECK(begin.line == 2);
  CHECK(begin.line_begin == 3);
  CHECK(begin.fresh);
  source.take_lines(5, 2, 1);
  CHECK(source.text() == "f");
  CHECK(source.position().line == 4);
  CHECK(source.position().line_begin == 7);
  CHECK_FALSE(source.position().fresh);
  source.go_back(begin);
  CHECK(source.text() == "cd\n\nef");
  source.take_lines(4, 2, 0);
  CHECK(source.position().line == 4);
  CHECK(source.position().fresh);
  CHECK(*source.line_place().line == 4);
  CHECK(*source.line_place().offset == 7);
}

TEST_CASE("a line may begin later than its first byte") {
  Source source(1000);
  source.buffer.append("abc");
  source.pass(2);
  CHECK(*source.line_place().offset == 0);
  source.begin_line();
  CHECK(*source.line_place().offset == 2);
}

TEST_CASE("what the source begins with is noted until something is taken") {
  Source source(1000);
  CHECK(source.look().empty());
  source.buffer.append("ab");
  CHECK(source.look() == "ab");
  source.buffer.append(std::string(600, 'c'));
  CHECK(source.look().size() == 602);
  CHECK(source.front() == "ab" + std::string(510, 'c'));
  source.pass(2);
  CHECK(source.look().size() == 600);
  CHECK(source.front().starts_with("ab"));

  Source other(1000);
  other.buffer.append("ab");
  CHECK(other.look() == "ab");
  other.pass(1);
  other.buffer.append("c");
  CHECK(other.look() == "bc");
  CHECK(other.front() == "ab");
}

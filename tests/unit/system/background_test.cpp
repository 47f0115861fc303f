#include "system/background.hpp"

#include "catch.hpp"

namespace logprobs::system {
namespace {

TEST_CASE("a terminal's answer says whether its background is dark") {
  CHECK(is_dark_answer("\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\\x1b[?62;c") == true);
  CHECK(is_dark_answer("\x1b]11;rgb:ffff/ffff/ffff\a") == false);
  CHECK(is_dark_answer("\x1b]11;rgb:f/f/f\a") == false);
  CHECK(is_dark_answer("\x1b]11;rgba:00/2b/36/ff\a") == true);
  CHECK(is_dark_answer("typed\x1b]11;rgb:fd/f6/e3\a") == false);
}

TEST_CASE("an answer without a colour says nothing") {
  for (const char* answer : {"", "\x1b[?62;c", "\x1b]11;rgb:", "\x1b]11;rgb:ff/ff",
                             "\x1b]11;rgb:x/y/z", "\x1b]11;rgb:fffff/0/0", "\x1b]10;rgb:0/0/0"}) {
    CHECK_FALSE(is_dark_answer(answer).has_value());
  }
}

}  // namespace
}  // namespace logprobs::system

#include "system/small_file.hpp"

#include <unistd.h>

#include "catch.hpp"
#include "folder.hpp"
#include "logprobs/error.hpp"

using namespace logprobs;
using namespace logprobs::system;
using namespace logprobs::test;

TEST_CASE("a file is read whole, through a link where links are fine") {
  const Folder folder;
  const std::string text(10000, 'x');
  folder.file("a", text);
  REQUIRE(symlink("a", (folder / "link").c_str()) == 0);
  CHECK(read_small_file("--x", folder / "a", Links::refuse).text == text);
  CHECK(read_small_file("--x", folder / "link", Links::follow).text == text);
  CHECK_THROWS_WITH(read_small_file("--x", folder / "link", Links::refuse),
                    "--x: " + (folder / "link") + " is a symbolic link");
}

TEST_CASE("an endless file is read only up to the limit") {
  CHECK_THROWS_WITH(read_small_file("--x", "/dev/zero", Links::follow),
                    "--x: /dev/zero is larger than 16 MiB");
}

TEST_CASE("one line is one line") {
  CHECK(single_line("--x", "f", "a\r\n") == "a");
  CHECK_THROWS_WITH(single_line("--x", "f", "\n"), "--x: f is empty");
  CHECK_THROWS_WITH(single_line("--x", "f", "a\nb\n"), "--x: f has more than one line");
}

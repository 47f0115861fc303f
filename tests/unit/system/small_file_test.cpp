#include "system/small_file.hpp"

#include <sys/stat.h>
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

TEST_CASE("a file that need not be there is read without waiting for anybody") {
  const Folder folder;
  folder.file("a", "text");
  CHECK(read_if_there("", folder / "a") == "text");
  CHECK(read_if_there("", "/dev/null") == "");
  CHECK_FALSE(read_if_there("", folder / "b").has_value());
  CHECK_FALSE(read_if_there("", folder / "a/b").has_value());
  REQUIRE(mkfifo((folder / "fifo").c_str(), 0600) == 0);
  CHECK_THROWS_WITH(read_if_there("--x: ", folder / "fifo"),
                    "--x: " + (folder / "fifo") + " is a pipe or a device, and not a file");
  CHECK_THROWS_WITH(read_if_there("", folder / ""),
                    (folder / "") + " is a directory, and not a file");
  CHECK_THROWS_WITH(read_if_there("", "/dev/zero"),
                    "/dev/zero is a pipe or a device, and not a file");
}

#include "system/place.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "catch.hpp"
#include "folder.hpp"

using namespace logprobs::system;
using logprobs::test::Folder;

namespace {

constexpr uid_t nobody = 65534;

/// The error of following `name`, or 0 if it leads to `target`; -1 if it leads elsewhere.
int following(const std::string& name, const std::string& target) {
  std::filesystem::path path = name;
  const int error = follow_links(path, Devices::all);
  return error != 0 ? error : path == target ? 0 : -1;
}

}  // namespace

TEST_CASE("links are followed to a file that need not exist, but not in a circle") {
  const Folder folder;
  REQUIRE(symlink("b", (folder / "a").c_str()) == 0);
  REQUIRE(symlink((folder / "c").c_str(), (folder / "b").c_str()) == 0);
  CHECK(following(folder / "a", folder / "c") == 0);
  CHECK(following(folder / "c", folder / "c") == 0);
  REQUIRE(symlink("a", (folder / "c").c_str()) == 0);
  CHECK(following(folder / "a", "") == ELOOP);
  REQUIRE(symlink("/dev/stdout", (folder / "out").c_str()) == 0);
  CHECK(following(folder / "out", "/dev/stdout") == 0);
}

TEST_CASE("a link of somebody else is followed unless everybody can put one there") {
  if (geteuid() != 0) return;  // only root can make such a link
  const Folder folder;
  REQUIRE(symlink("b", (folder / "a").c_str()) == 0);
  REQUIRE(lchown((folder / "a").c_str(), nobody, nobody) == 0);
  CHECK(following(folder / "a", folder / "b") == 0);
  REQUIRE(chmod((folder / "").c_str(), 01777) == 0);
  CHECK(following(folder / "a", "") == EACCES);
  REQUIRE(chown((folder / "").c_str(), nobody, nobody) == 0);
  CHECK(following(folder / "a", folder / "b") == 0);
}

TEST_CASE("files under /dev are special only if all of them are") {
  CHECK(is_special_place("/dev/null", Devices::all));
  CHECK_FALSE(is_special_place("/dev/shm/a", Devices::no_files));
  CHECK(is_special_place("/proc/self/fd/1", Devices::no_files));
  CHECK_FALSE(is_special_place("dev/null", Devices::all));
}

TEST_CASE("two names mean one place if their folders are one") {
  const Folder folder;
  REQUIRE(mkdir((folder / "sub").c_str(), 0700) == 0);
  CHECK(is_same_place(folder / "a", folder / "sub/../a"));
  CHECK(is_same_place("a", "./a"));
  CHECK_FALSE(is_same_place(folder / "a", folder / "sub/a"));
  CHECK_FALSE(is_same_place(folder / "a", folder / "b"));
  CHECK_FALSE(is_same_place(folder / "none/a", folder / "a"));
}

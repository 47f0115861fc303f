#include "system/temporary_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "catch.hpp"
#include "folder.hpp"

using namespace logprobs::system;
using namespace logprobs::test;

TEST_CASE("names are tried until one is free") {
  const Folder folder;
  folder.file("taken", "old");
  int tried = 0;
  std::string name;
  const int descriptor =
      open_new_file(folder / "", 0600, name, [&] { return ++tried < 3 ? "taken" : "free"; });
  REQUIRE(descriptor >= 0);
  CHECK(tried == 3);
  CHECK(name == folder / "free");
  CHECK(contents(folder / "taken") == "old");
  CHECK((fcntl(descriptor, F_GETFD) & FD_CLOEXEC) != 0);
  close(descriptor);
}

TEST_CASE("when no name is free it fails, and touches nothing") {
  const Folder folder;
  folder.file("taken", "old");
  std::string name;
  CHECK(open_new_file(folder / "", 0600, name, [] { return "taken"; }) == -1);
  CHECK(errno == EEXIST);
  CHECK(contents(folder / "taken") == "old");
}

TEST_CASE("a planted link is not followed") {
  const Folder folder;
  folder.file("target", "old");
  std::filesystem::create_symlink("target", folder / "link");
  std::filesystem::create_symlink("nowhere", folder / "dangling");
  for (const std::string link : {"link", "dangling"}) {
    std::string name;
    CHECK(open_new_file(folder / "", 0600, name, [&] { return link; }) == -1);
  }
  CHECK(contents(folder / "target") == "old");
  CHECK_FALSE(std::filesystem::exists(folder / "nowhere"));
}

TEST_CASE("a new file has its mode, less what umask takes away") {
  const Folder folder;
  for (const auto& [mask, mode] : {std::pair(0U, 0666U), std::pair(027U, 0640U)}) {
    const mode_t before = umask(mask);
    std::string name;
    const int descriptor = open_new_file(folder / "", 0666, name);
    CHECK(umask(before) == mask);
    CHECK(mode_of(name) == mode);
    close(descriptor);
  }
}

TEST_CASE("an error other than a taken name is final") {
  const Folder folder;
  std::string name;
  int tried = 0;
  CHECK(open_new_file(folder / "none", 0600, name, [&] { return std::to_string(++tried); }) == -1);
  CHECK(errno == ENOENT);
  CHECK(tried == 1);
}

TEST_CASE("random names differ") {
  CHECK(random_name() != random_name());
  CHECK(random_name().size() == std::string(".logprobs.0123456789abcdef").size());
}

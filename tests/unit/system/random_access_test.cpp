#include "system/random_access.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <string>

#include "catch.hpp"
#include "folder.hpp"

using logprobs::system::RandomAccess;
using logprobs::test::Folder;

namespace {

/// What is there, or "none" if there are not so many bytes.
std::string read(const RandomAccess& file, std::uint64_t at, std::size_t size) {
  std::string bytes(size, '\0');
  return file.read(at, bytes) ? bytes : "none";
}

/// Makes a file standard input, from `at` on, while it lives.
class StandardInput {
 public:
  StandardInput(const std::string& name, off_t at) {
    const int opened = open(name.c_str(), O_RDONLY | O_CLOEXEC);
    lseek(opened, at, SEEK_SET);
    take(opened);
  }
  explicit StandardInput(int opened) { take(opened); }
  ~StandardInput() {
    dup2(saved_, STDIN_FILENO);
    close(saved_);
  }
  StandardInput(const StandardInput&) = delete;
  StandardInput& operator=(const StandardInput&) = delete;

 private:
  void take(int opened) {
    dup2(opened, STDIN_FILENO);
    close(opened);
  }

  int saved_ = dup(STDIN_FILENO);
};

}  // namespace

TEST_CASE("a file is read anywhere, and not past its end") {
  const Folder folder;
  const RandomAccess file(folder.file("a", "0123456789"));
  REQUIRE(file.is_open());
  CHECK(file.size() == 10);
  CHECK(read(file, 7, 3) == "789");
  CHECK(read(file, 0, 10) == "0123456789");
  CHECK(read(file, 10, 0).empty());
  CHECK(read(file, 8, 3) == "none");
  CHECK(read(file, 100, 1) == "none");
  CHECK(read(file, UINT64_MAX, 1) == "none");
}

TEST_CASE("a file that shrinks while it is read has fewer bytes") {
  const Folder folder;
  const std::string name = folder.file("a", "0123456789");
  const RandomAccess file(name);
  std::filesystem::resize_file(name, 4);
  CHECK(file.size() == 10);
  CHECK(read(file, 2, 2) == "23");
  CHECK(read(file, 3, 2) == "none");
}

TEST_CASE("what is not a regular file is not opened") {
  const Folder folder;
  const std::string pipe = folder / "pipe";
  REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
  for (const std::string& name :
       {pipe, folder / "none", std::string("/dev/null"), std::string("/tmp"), std::string()}) {
    CAPTURE(name);
    CHECK_FALSE(RandomAccess(name).is_open());
  }
}

TEST_CASE("standard input is read from where it is, and stays there") {
  const Folder folder;
  const StandardInput input(folder.file("a", "0123456789"), 4);
  {
    const RandomAccess file("-");
    REQUIRE(file.is_open());
    CHECK(file.size() == 6);
    CHECK(read(file, 0, 2) == "45");
    CHECK(read(file, 5, 1) == "9");
    CHECK(read(file, 5, 2) == "none");
  }
  std::array<char, 2> next{};
  CHECK(::read(STDIN_FILENO, next.data(), next.size()) == 2);
  CHECK(next[0] == '4');
}

TEST_CASE("an open file is read from where it was when its bytes began to count") {
  const Folder folder;
  const int open_file = ::open(folder.file("a", "0123456789").c_str(), O_RDONLY);
  REQUIRE(lseek(open_file, 5, SEEK_SET) == 5);
  const RandomAccess file(open_file, 3);  // they began at 2
  close(open_file);
  REQUIRE(file.is_open());
  CHECK(file.size() == 8);
  CHECK(read(file, 0, 2) == "23");
  CHECK(read(file, 7, 2) == "none");
  std::array<int, 2> ends{};
  REQUIRE(pipe(ends.data()) == 0);
  CHECK_FALSE(RandomAccess(ends[0], 0).is_open());
  for (const int end : ends) close(end);
}

TEST_CASE("standard input that is a pipe is not opened") {
  std::array<int, 2> ends{};
  REQUIRE(pipe(ends.data()) == 0);
  const StandardInput input(ends[0]);
  CHECK_FALSE(RandomAccess("-").is_open());
  close(ends[1]);
}

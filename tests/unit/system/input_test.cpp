#include "system/input.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>

#include "catch.hpp"

using logprobs::system::Input;

namespace {

std::string temporary_name() {
  return std::filesystem::temp_directory_path() / ("logprobs_input." + std::to_string(getpid()));
}

/// All bytes of an input, read into a buffer of this size.
std::string read_all(Input& input, std::size_t room) {
  std::string all;
  std::string buffer(room, '\0');
  std::size_t size = 0;
  while (input.read(buffer, size) == Input::ReadResult::bytes) all += buffer.substr(0, size);
  return all;
}

std::string problem_of(const std::string& name) {
  Input input(name);
  std::array<char, 8> room{};
  std::size_t size = 0;
  REQUIRE(input.read(room, size) == Input::ReadResult::failure);
  return input.problem();
}

}  // namespace

TEST_CASE("a file is read to its end, whatever the buffer's size") {
  const std::string name = temporary_name();
  std::ofstream(name) << "one\ntwo\n";
  for (const std::size_t room : {1U, 3U, 8U, 4096U}) {
    Input input(name);
    CHECK(read_all(input, room) == "one\ntwo\n");
    CHECK(input.problem().empty());
  }
  std::filesystem::remove(name);
}

TEST_CASE("a part of a file is read, and its line ends are counted") {
  const std::string name = temporary_name();
  std::ofstream(name) << "one\ntwo\nthree\n";
  Input part(name);
  REQUIRE(part.read_only(4, 13));
  CHECK(read_all(part, 4) == "two\nthree");
  CHECK(part.line_ends() == 1);
  std::filesystem::remove(name);
}

TEST_CASE("a pipe is ready as long as something is in it") {
  const std::string name = temporary_name();
  REQUIRE(mkfifo(name.c_str(), 0600) == 0);
  const int end = open(name.c_str(), O_RDWR | O_CLOEXEC);
  {
    Input pipe(name);
    CHECK_FALSE(pipe.is_ready());
    REQUIRE(write(end, "abc", 3) == 3);
    std::array<char, 2> room{};
    std::size_t size = 0;
    for (const std::size_t expected : {2U, 1U}) {
      CHECK(pipe.is_ready());
      CHECK(pipe.read(room, size) == Input::ReadResult::bytes);
      CHECK(size == expected);
    }
    CHECK_FALSE(pipe.is_ready());
  }
  close(end);
  std::filesystem::remove(name);
}

TEST_CASE("an empty file ends at once") {
  Input input("/dev/null");
  std::array<char, 8> room{};
  std::size_t size = 0;
  CHECK(input.read(room, size) == Input::ReadResult::end);
}

TEST_CASE("what cannot be opened or read says why") {
  CHECK(problem_of("/nonexistent/a.json") == "cannot be opened: No such file or directory");
  CHECK(problem_of("") == "cannot be opened: No such file or directory");
  CHECK(problem_of("/dev/null/a") == "cannot be opened: Not a directory");
  CHECK(problem_of("/tmp") == "is a directory; name the files in it");
}

TEST_CASE("a pipe gives what is available and does not wait for more") {
  std::array<int, 2> ends{};
  REQUIRE(pipe(ends.data()) == 0);
  const int saved = dup(STDIN_FILENO);
  dup2(ends[0], STDIN_FILENO);
  close(ends[0]);
  {
    Input input("-");
    std::string room(64, '\0');
    std::size_t size = 0;
    REQUIRE(write(ends[1], "first", 5) == 5);
    CHECK(input.read(room, size) == Input::ReadResult::bytes);
    CHECK(room.substr(0, size) == "first");
    REQUIRE(write(ends[1], "second", 6) == 6);
    close(ends[1]);
    CHECK(read_all(input, 64) == "second");
  }
  CHECK(read(STDIN_FILENO, ends.data(), 1) == 0);  // standard input was not closed
  dup2(saved, STDIN_FILENO);
  close(saved);
}

TEST_CASE("the size of files is known, and that of a pipe is not") {
  const std::string name = temporary_name();
  std::ofstream(name) << "one\ntwo\n";
  CHECK(logprobs::system::total_size(std::vector{name, name, name + ".missing"}) == 16);
  CHECK(logprobs::system::total_size(std::vector<std::string>{}) == 0);
  CHECK_FALSE(logprobs::system::total_size(std::vector<std::string>{name, "/dev/null"}));
  std::filesystem::remove(name);
}

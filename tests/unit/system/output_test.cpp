#include "system/output.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "catch.hpp"
#include "folder.hpp"
#include "logprobs/error.hpp"

using logprobs::Error;
using logprobs::ExitCode;
using logprobs::system::Output;
using logprobs::test::contents;
using logprobs::test::Folder;
using logprobs::test::mode_of;
namespace fs = std::filesystem;

namespace {

void put(Output& output, std::string text) {
  output.write(text);
  CHECK(text.empty());
}

/// The message of the Error{failed} that opening throws.
std::string refusal(const std::string& name) {
  try {
    Output output(name);
  } catch (const Error& error) {
    CHECK(error.code == ExitCode::failed);
    return error.what();
  }
  return "opened";
}

}  // namespace

TEST_CASE("a new file exists once it is committed, not before") {
  const Folder folder;
  const std::string name = folder / "new";
  Output output(name);
  put(output, "one\n");
  put(output, "two\n");
  CHECK_FALSE(fs::exists(name));
  output.commit();
  CHECK(contents(name) == "one\ntwo\n");
  CHECK(folder.files() == 1);
}

TEST_CASE("a new file has the mode that umask leaves") {
  const Folder folder;
  const mode_t before = umask(027);
  Output output(folder / "new");
  output.commit();
  umask(before);
  CHECK(mode_of(folder / "new") == 0640);
}

TEST_CASE("an existing file keeps its bytes until commit, and its mode") {
  const Folder folder;
  const std::string name = folder / "known";
  std::ofstream(name) << "old and longer";
  chmod(name.c_str(), 0604);
  {
    Output output(name);
    put(output, "new");
    CHECK(contents(name) == "old and longer");
  }
  CHECK(contents(name) == "old and longer");
  CHECK(folder.files() == 1);
  Output output(name);
  put(output, "new");
  output.commit();
  CHECK(contents(name) == "new");
  CHECK(mode_of(name) == 0604);
  CHECK(folder.files() == 1);
}

TEST_CASE("an existing file keeps its mode, whatever umask is") {
  const Folder folder;
  for (const mode_t mode : {0666U, 0444U, 0600U, 0755U}) {
    const std::string name = folder.file("known", "old");
    chmod(name.c_str(), mode);
    const mode_t before = umask(077);
    Output output(name);
    output.commit();
    umask(before);
    CHECK(mode_of(name) == mode);
  }
}

TEST_CASE("nobody else can read a private file while it is written") {
  const Folder folder;
  const mode_t before = umask(0);
  Output output(folder / "private", 0600);
  umask(before);
  struct stat known {};
  REQUIRE(fstat(output.descriptor(), &known) == 0);
  CHECK((known.st_mode & 07777U) == 0600);
}

TEST_CASE("no descriptor is left open, or passed to another program") {
  const auto open_descriptors = [] {
    int count = 0;
    for (int descriptor = 0; descriptor < 256; ++descriptor) {
      if (fcntl(descriptor, F_GETFD) != -1) ++count;
    }
    return count;
  };
  const Folder folder;
  const int before = open_descriptors();
  {
    Output output(folder / "new");
    CHECK((fcntl(output.descriptor(), F_GETFD) & FD_CLOEXEC) != 0);
    CHECK(open_descriptors() == before + 1);
    output.commit();
    CHECK(open_descriptors() == before);
  }
  { const Output output(folder / "never committed"); }
  refusal(folder / "none/file");
  CHECK(open_descriptors() == before);
}

TEST_CASE("a link stays a link, its file is the one that changes") {
  const Folder folder;
  fs::create_directory(folder / "deep");
  std::ofstream(folder / "deep/file") << "old";
  fs::create_symlink("file", folder / "deep/near");
  fs::create_symlink("deep/near", folder / "link");
  {
    Output output(folder / "link");
    put(output, "new");
    output.commit();
  }
  CHECK(fs::is_symlink(folder / "link"));
  CHECK(fs::is_symlink(folder / "deep/near"));
  CHECK(contents(folder / "deep/file") == "new");
  fs::create_symlink(folder / "deep/later", folder / "dangling");
  Output output(folder / "dangling");
  put(output, "made");
  output.commit();
  CHECK(fs::is_symlink(folder / "dangling"));
  CHECK(contents(folder / "deep/later") == "made");
}

TEST_CASE("/dev/null is written, never replaced") {
  Output output("/dev/null");
  put(output, "gone");
  output.commit();
  CHECK(fs::is_character_file("/dev/null"));
  const Folder folder;
  fs::create_symlink("/dev/null", folder / "link");
  Output linked(folder / "link");
  put(linked, "gone");
  linked.commit();
  CHECK(fs::is_symlink(folder / "link"));
  CHECK(folder.files() == 1);
}

TEST_CASE("anything under /dev is written directly, even a regular file") {
  const Folder folder;
  const std::string name = folder / "file";
  const int file = open(name.c_str(), O_WRONLY | O_CREAT, 0600);
  Output output("/dev/fd/" + std::to_string(file));
  put(output, "now");
  CHECK(contents(name) == "now");
  CHECK(folder.files() == 1);
  output.commit();
  CHECK(contents(name) == "now");
  close(file);
}

TEST_CASE("a FIFO gets the bytes as they come") {
  const Folder folder;
  const std::string name = folder / "fifo";
  REQUIRE(mkfifo(name.c_str(), 0600) == 0);
  const int reader = open(name.c_str(), O_RDONLY | O_NONBLOCK);
  Output output(name);
  put(output, "now");
  std::array<char, 16> room{};
  CHECK(read(reader, room.data(), room.size()) == 3);
  output.commit();
  CHECK(fs::is_fifo(name));
  close(reader);
}

TEST_CASE("a reader that has gone away closes the output, without an error") {
  const Folder folder;
  const std::string name = folder / "fifo";
  REQUIRE(mkfifo(name.c_str(), 0600) == 0);
  const auto before = std::signal(SIGPIPE, SIG_IGN);
  const int reader = open(name.c_str(), O_RDONLY | O_NONBLOCK);
  Output output(name);
  CHECK_FALSE(output.closed());
  close(reader);
  put(output, "nobody");
  CHECK(output.closed());
  put(output, "still nobody");
  std::signal(SIGPIPE, before);
}

TEST_CASE("a full disk is an error that names the place") {
  if (!fs::exists("/dev/full")) return;
  Output output("/dev/full");
  std::string text = "much";
  try {
    output.write(text);
    CHECK(false);
  } catch (const Error& error) {
    CHECK(error.code == ExitCode::failed);
    CHECK(error.what() == std::string("/dev/full: cannot be written: No space left on device"));
  }
}

TEST_CASE("what cannot be written says so at once") {
  const Folder folder;
  CHECK(refusal(folder / "none/file") ==
        (folder / "none/file") + ": cannot be written: No such file or directory");
  CHECK(refusal("/dev/null/file") == "/dev/null/file: cannot be written: Not a directory");
  CHECK(refusal(folder / "") == (folder / "") + ": cannot be written: Is a directory");
  if (geteuid() == 0) return;  // root may write everywhere
  fs::create_directory(folder / "locked");
  chmod((folder / "locked").c_str(), 0555);
  CHECK(refusal(folder / "locked/file") ==
        (folder / "locked/file") + ": cannot be written: Permission denied");
}

TEST_CASE("standard output is written directly and never closed") {
  std::array<int, 2> ends{};
  REQUIRE(pipe(ends.data()) == 0);
  const int saved = dup(STDOUT_FILENO);
  dup2(ends[1], STDOUT_FILENO);
  {
    Output output("-");
    std::string text = "bytes";
    output.write(text);
    output.commit();
  }
  const bool open = fcntl(STDOUT_FILENO, F_GETFD) != -1;
  dup2(saved, STDOUT_FILENO);
  close(saved);
  close(ends[1]);
  std::array<char, 16> room{};
  CHECK(read(ends[0], room.data(), room.size()) == 5);
  CHECK(open);
  close(ends[0]);
}

TEST_CASE("a mode that is asked for holds, whatever was there") {
  const Folder folder;
  std::ofstream(folder / "a") << "old";
  chmod((folder / "a").c_str(), 0644);
  Output output(folder / "a", 0600);
  put(output, "new");
  output.commit();
  CHECK(contents(folder / "a") == "new");
  CHECK(mode_of(folder / "a") == 0600);
}

TEST_CASE("an incomplete file can be put next to the target") {
  const Folder folder;
  std::ofstream(folder / "a") << "old";
  {
    Output output(folder / "a");
    put(output, "half");
    CHECK(output.try_commit(false) == 0);
  }
  CHECK(contents(folder / "a") == "old");
  CHECK(contents(folder / "a.partial") == "half");
  CHECK(folder.files() == 2);
}

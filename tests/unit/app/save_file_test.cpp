#include "app/save_file.hpp"

#include <unistd.h>

#include <csignal>

#include "catch.hpp"
#include "folder.hpp"
#include "logprobs/error.hpp"

using namespace logprobs;
using namespace logprobs::app;
using namespace logprobs::test;

TEST_CASE("a whole response takes its file's place") {
  const Folder folder;
  const std::string name = folder.file("a", "old");
  SaveFile saved(name);
  saved.write("ne");
  saved.write("w");
  CHECK(contents(name) == "old");
  const SaveFile::Outcome outcome = saved.finish(true);
  CHECK((outcome.said.empty() && !outcome.failed));
  CHECK((contents(name) == "new" && mode_of(name) == 0600 && folder.files() == 1));
}

TEST_CASE("half a response is put next to the file that a link leads to") {
  const Folder folder;
  folder.file("real", "old");
  REQUIRE(symlink("real", (folder / "link").c_str()) == 0);
  SaveFile saved(folder / "link");
  saved.write("half");
  CHECK(saved.finish(false).said == "what came is kept in " + (folder / "real.partial"));
  CHECK((contents(folder / "real") == "old" && contents(folder / "real.partial") == "half"));
}

TEST_CASE("what came is kept although an error ends the run") {
  const Folder folder;
  {
    SaveFile saved(folder / "a");
    saved.write("half");
  }
  CHECK((folder.files() == 1 && contents(folder / "a.partial") == "half"));
}

TEST_CASE("two outputs that would overwrite each other collide, however they are named") {
  const Folder folder;
  REQUIRE(symlink("a", (folder / "link").c_str()) == 0);
  REQUIRE(symlink(".", (folder / "here").c_str()) == 0);
  for (const std::string name : {"a", "./a", "link", "here/a", "a.partial"}) {
    CAPTURE(name);
    const system::Output output(folder / name);
    CHECK(SaveFile(folder / "a").collides_with(output));
  }
  const system::Output output(folder / "a");
  CHECK_FALSE(SaveFile(folder / "a.partial").collides_with(output));
  CHECK_FALSE(SaveFile(folder / "b").collides_with(output));
  CHECK_FALSE(SaveFile("/dev/null").collides_with(system::Output("/dev/null")));
  CHECK_FALSE(SaveFile("").collides_with(output));
}

TEST_CASE("a response without bytes leaves no file") {
  const Folder folder;
  SaveFile none("");
  none.write("a");
  CHECK(none.finish(true).said.empty());
  SaveFile empty(folder / "a");
  CHECK(empty.finish(false).said.empty());
  CHECK(folder.files() == 0);
}

TEST_CASE("what is written directly has no partial file") {
  SaveFile saved("/dev/null");
  saved.write("a");
  const SaveFile::Outcome outcome = saved.finish(false);
  CHECK((outcome.said.empty() && !outcome.failed));
}

TEST_CASE("what cannot be kept is reported at the end") {
  const Folder folder;
  SaveFile full("/dev/full");
  full.write("a");
  CHECK(full.finish(true).failed);
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  std::signal(SIGPIPE, SIG_IGN);  // as the program does
  SaveFile closed("/dev/fd/" + std::to_string(ends[1]));
  close(ends[0]);
  closed.write("a");
  CHECK_THAT(closed.finish(true).said, Contains("cannot be kept: Broken pipe"));
  close(ends[1]);
  std::filesystem::create_directory(folder / "a.partial");
  SaveFile blocked(folder / "a");
  blocked.write("a");
  CHECK_THAT(blocked.finish(false).said, Contains("a.partial: the response cannot be kept"));
  CHECK(folder.files() == 1);
}

TEST_CASE("a file that cannot be opened is reported at once") {
  const Folder folder;
  CHECK_THROWS_AS(SaveFile(folder / "none/a"), Error);
}

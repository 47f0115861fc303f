#include "app/save_file.hpp"

#include <unistd.h>

#include <csignal>

#include "catch.hpp"
#include "folder.hpp"
#include "logprobs/error.hpp"

using namespace logprobs;
using namespace logprobs::app;
using namespace logprobs::test;

namespace {

/// Why a file of this name and `output` cannot be written both; empty if they can.
std::string refusal(const std::string& name, const system::Output& output) {
  try {
    SaveFile("--save", name).refuse_collision(output);
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

}  // namespace

TEST_CASE("a whole response takes its file's place") {
  const Folder folder;
  const std::string name = folder.file("a", "old");
  SaveFile saved("--save", name);
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
  SaveFile saved("--save", folder / "link");
  saved.write("half");
  CHECK(saved.finish(false).said == "what came is kept in " + (folder / "real.partial"));
  CHECK((contents(folder / "real") == "old" && contents(folder / "real.partial") == "half"));
}

TEST_CASE("what came is kept although an error ends the run") {
  const Folder folder;
  {
    SaveFile saved("--save", folder / "a");
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
    CHECK(refusal(folder / "a", output) == "--save " + (folder / "a") +
                                               " and --output (or standard output) would overwrite "
                                               "each other");
  }
  const system::Output output(folder / "a");
  CHECK(refusal(folder / "a.partial", output).empty());
  CHECK(refusal(folder / "b", output).empty());
  CHECK(refusal("/dev/null", system::Output("/dev/null")).empty());
  CHECK(refusal("", output).empty());
}

TEST_CASE("two saved files that would overwrite each other collide") {
  const Folder folder;
  const SaveFile a("--save", folder / "a");
  CHECK_THROWS_WITH(a.refuse_collision(SaveFile("--save-response", folder / "./a")),
                    "--save " + (folder / "a") + " and --save-response " + (folder / "./a") +
                        " would overwrite each other");
  CHECK_THROWS_AS(a.refuse_collision(SaveFile("--save-response", folder / "a.partial")), Error);
  CHECK_THROWS_AS(SaveFile("--save", folder / "a.partial").refuse_collision(a), Error);
  a.refuse_collision(SaveFile("--save-response", folder / "b"));
  a.refuse_collision(SaveFile("--save-response", ""));
}

TEST_CASE("a whole response is kept with its request") {
  const Folder folder;
  const std::string name = folder / "a";
  SaveFile saved("--save", name);
  saved.keep_request("{\"n\":1}");
  saved.write("[");
  saved.write("]");
  CHECK_FALSE(saved.finish(true).failed);
  CHECK(contents(name) == "{\"request\": {\"n\":1}, \"response\": []}\n");
}

TEST_CASE("half a response is kept after its request, although an error ends the run") {
  const Folder folder;
  {
    SaveFile saved("--save", folder / "a");
    saved.keep_request("{}");
    saved.write("[1");
  }
  CHECK(contents(folder / "a.partial") == ": logprobs request {}\n[1");
}

TEST_CASE("a response without bytes leaves no file") {
  const Folder folder;
  SaveFile none("--save", "");
  none.write("a");
  CHECK(none.finish(true).said.empty());
  SaveFile empty("--save", folder / "a");
  CHECK(empty.finish(false).said.empty());
  CHECK(folder.files() == 0);
}

TEST_CASE("what is written directly has no partial file") {
  SaveFile saved("--save", "/dev/null");
  saved.write("a");
  const SaveFile::Outcome outcome = saved.finish(false);
  CHECK((outcome.said.empty() && !outcome.failed));
}

TEST_CASE("what cannot be kept is reported at the end") {
  const Folder folder;
  SaveFile full("--save", "/dev/full");
  full.write("a");
  CHECK(full.finish(true).failed);
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  std::signal(SIGPIPE, SIG_IGN);  // as the program does
  SaveFile closed("--save", "/dev/fd/" + std::to_string(ends[1]));
  close(ends[0]);
  closed.write("a");
  CHECK_THAT(closed.finish(true).said, Contains("cannot be kept: Broken pipe"));
  close(ends[1]);
  std::filesystem::create_directory(folder / "a.partial");
  SaveFile blocked("--save", folder / "a");
  blocked.write("a");
  CHECK_THAT(blocked.finish(false).said, Contains("a.partial: the response cannot be kept"));
  CHECK(folder.files() == 1);
}

TEST_CASE("a file that cannot be opened is reported at once") {
  const Folder folder;
  CHECK_THROWS_AS(SaveFile("--save", folder / "none/a"), Error);
}

TEST_CASE("lines after a response are replaced, unless somebody else has changed the file") {
  const Folder folder;
  SaveFile file("--save", folder / "a");
  file.write("{}");
  REQUIRE(file.finish(true).said.empty());
  SavedAnswer saved = file.saved();
  CHECK(keep_after(saved, "1\n2\n").empty());
  CHECK(keep_after(saved, "3\n").empty());
  CHECK(contents(folder / "a") == "{}\n3\n");
  folder.file("a", "{}\n3\nmine\n");
  CHECK(keep_after(saved, "4\n") ==
        (folder / "a") + ": the branches cannot be kept: the file was changed by somebody else");
  CHECK(contents(folder / "a") == "{}\n3\nmine\n");
}

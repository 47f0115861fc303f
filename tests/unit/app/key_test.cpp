#include "app/key.hpp"

#include <unistd.h>

#include "catch.hpp"
#include "folder.hpp"
#include "usage.hpp"

using namespace logprobs;
using namespace logprobs::app;
using namespace logprobs::cli;
using namespace logprobs::system;
using namespace logprobs::test;

namespace {

struct Found {
  std::string key;
  std::vector<std::string> warnings;
};

Found found(const AskOptions& options, const std::string& variable = "") {
  Found result;
  const Environment environment({{"OPENAI_API_KEY", variable}, {"OTHER", "other-key"}});
  result.key = find_key(options, environment, result.warnings);
  return result;
}

AskOptions by_file(const std::string& name) {
  AskOptions options;
  options.api_key_file = name;
  return options;
}

}  // namespace

TEST_CASE("a key comes from a file, a named variable, or OPENAI_API_KEY") {
  const Folder folder;
  CHECK(found({}).key.empty());
  CHECK(found({}, "k").key == "k");
  AskOptions other;
  other.api_key_env = "OTHER";
  CHECK(found(other, "k").key == "other-key");
  other.api_key_env = "NONE";
  CHECK_THAT(usage_message([&] { found(other, "k"); }), Contains("there is no key in NONE"));
  for (const std::string_view text : {"key", "key\n", "key\r\n", "key\r"}) {
    CHECK(found(by_file(folder.file("key", text)), "k").key == "key");
  }
}

TEST_CASE("a file without a key is refused, and none of it is shown") {
  const Folder folder;
  const auto refused = [&](const std::string& name) {
    return usage_message([&] { found(by_file(name)); });
  };
  CHECK_THAT(refused(folder / "none"), Contains("No such file"));
  CHECK_THAT(refused(folder / ""), Contains("directory"));
  for (const std::string_view text : {"", "\n", "\r\n"}) {
    CHECK_THAT(refused(folder.file("key", text)), Contains("is empty"));
  }
  for (const std::string_view text : {"SECRET\nb", "SECRET\n\n", "\nSECRET", "SECRET\rb"}) {
    CHECK_THAT(refused(folder.file("key", text)), Contains("more than one line"));
  }
  for (const std::string_view text :
       {"SECRET b", "SECRET\t", "\x1bSECRET", "SECRET\x7f", "SECRET\xc3\xa4"}) {
    CHECK_THAT(refused(folder.file("key", text)), Contains("character") && !Contains("SECRET"));
  }
  CHECK_THAT(refused(folder.file("key", std::string(16385, 'x'))), Contains("too long"));
}

TEST_CASE("a key file must not be a link, but may be a shell's <(command)") {
  const Folder folder;
  folder.file("key", "key");
  REQUIRE(symlink("key", (folder / "link").c_str()) == 0);
  CHECK_THAT(usage_message([&] { found(by_file(folder / "link")); }), Contains("symbolic link"));
  int pipe_ends[2];
  REQUIRE(pipe(pipe_ends) == 0);
  REQUIRE(write(pipe_ends[1], "key\n", 4) == 4);
  close(pipe_ends[1]);
  CHECK(found(by_file("/dev/fd/" + std::to_string(pipe_ends[0]))).key == "key");
  close(pipe_ends[0]);
}

TEST_CASE("a key that others can read is warned about") {
  const Folder folder;
  const std::string name = folder.file("key", "key");
  CHECK(found(by_file(name)).warnings.empty());
  for (const mode_t mode : {0640, 0604, 0620}) {
    chmod(name.c_str(), mode);
    REQUIRE(found(by_file(name)).warnings.size() == 1);
    CHECK_THAT(found(by_file(name)).warnings[0], Contains("others can read this key"));
  }
}

TEST_CASE("a key in a variable is checked like one in a file") {
  CHECK_THAT(usage_message([] { found({}, "SECRET\r"); }),
             Contains("OPENAI_API_KEY: the key contains a character") && !Contains("SECRET"));
}

TEST_CASE("a key with something around it is refused, and what is around it named") {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"\"SECRET\"", "is in quotes"},
      {"'SECRET'", "is in quotes"},
      {"“SECRET”", "is in quotes"},
      {"SECRET'", "is in quotes"},
      {"OPENAI_API_KEY=SECRET", "NAME="},
      {"key='SECRET'", "NAME="},
      {"export OPENAI_API_KEY=SECRET", "NAME="},
      {"Bearer SECRET", "“Bearer”"},
      {"bearer\tSECRET", "“Bearer”"},
      {"Authorization: Bearer SECRET", "“Authorization:”"}};
  for (const auto& [key, said] : cases) {
    CAPTURE(key);
    CHECK_THAT(
        usage_message([&, key = std::string(key)] { found({}, key); }),
        Contains("OPENAI_API_KEY: the key ") && Contains(std::string(said)) && !Contains("SECRET"));
  }
  for (const std::string_view key : {"sk-a=b", "U0VDUkVU==", "U0VDUkVU=", "=x", "Bearer", "a:b"}) {
    CHECK(found({}, std::string(key)).key == key);
  }
}

TEST_CASE("headers may come from files") {
  const Folder folder;
  AskOptions options;
  options.headers = {"A: 1", "@" + folder.file("azure.key", "api-key: x\n")};
  std::vector<std::string> warnings;
  const std::vector<Header> headers = own_headers(options, warnings);
  REQUIRE(headers.size() == 2);
  CHECK((headers[1].name == "api-key" && headers[1].value == "x" && headers[1].secret));
  CHECK(warnings.empty());
  chmod((folder / "azure.key").c_str(), 0644);
  own_headers(options, warnings);
  CHECK(warnings.size() == 1);
  for (const std::string& file :
       {folder / "none", folder.file("empty", ""), folder.file("two", "A: 1\nB: 2\n"),
        folder.file("bad", "SECRET")}) {
    options.headers = {"@" + file};
    CHECK_THAT(usage_message([&] { own_headers(options, warnings); }),
               Contains("--header: ") && !Contains("SECRET"));
  }
}

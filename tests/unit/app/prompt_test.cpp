#include "app/prompt.hpp"

#include <fcntl.h>
#include <unistd.h>

#include "catch.hpp"
#include "folder.hpp"
#include "logprobs/error.hpp"

using namespace logprobs;
using namespace logprobs::app;
using namespace logprobs::test;

namespace {

using Words = std::vector<std::string>;

/// The prompt made of these words and this standard input.
std::string prompt(const Words& words, std::string_view input = "") {
  const Folder folder;
  const int file = open(folder.file("input", input).c_str(), O_RDONLY);
  const int before = dup(STDIN_FILENO);
  dup2(file, STDIN_FILENO);
  close(file);
  std::string result;
  try {
    result = read_prompt(words);
  } catch (const Error& error) {
    CHECK(error.code == ExitCode::usage);
    result = error.what();
  }
  dup2(before, STDIN_FILENO);
  close(before);
  return result;
}

}  // namespace

TEST_CASE("words are joined by one space, and otherwise left alone") {
  CHECK(prompt({"who", "", "is  it?"}, "unread") == "who  is  it?");
  CHECK(prompt({"[1,2]", "\\n", "\"Ł\""}) == "[1,2] \\n \"Ł\"");
}

TEST_CASE("standard input replaces the dash, or is the whole question") {
  CHECK(prompt({}, "all\nof it\n") == "all\nof it");
  CHECK(prompt({"Summarise:", "-", "!"}, "text\n") == "Summarise: text !");
  CHECK(prompt({"-"}, "text") == "text");
}

TEST_CASE("one line end is dropped from standard input") {
  CHECK(prompt({}, "a\n\n") == "a\n");
  CHECK(prompt({}, "a\r\n") == "a");
  CHECK(prompt({}, "a\r") == "a\r");
  CHECK(prompt({}, " a \t\n") == " a \t");
}

TEST_CASE("what cannot be asked is refused") {
  CHECK(prompt({""}) == "the question is empty");
  CHECK(prompt({}, "\n") == "the question is empty");
  CHECK(prompt({}, "") == "the question is empty");
  CHECK(prompt({"\xff"}) == "the question is not UTF-8");
  CHECK(prompt({}, "\xc3") == "standard input is not UTF-8");
  CHECK(prompt({}, std::string_view("a\0b", 3)) == "standard input contains a NUL byte");
}

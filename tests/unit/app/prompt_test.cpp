#include "app/prompt.hpp"

#include <fcntl.h>
#include <unistd.h>

#include "catch.hpp"
#include "folder.hpp"
#include "logprobs/error.hpp"
#include "usage.hpp"

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

namespace {

/// Why the text is not asked; empty if it is.
std::string mistake(const std::string& prompt) {
  return usage_message([&] { refuse_response(prompt); });
}

std::string mistaken_words(const Words& words) {
  return usage_message([&] { refuse_file_name(words); });
}

const std::string choice =
    R"({"index": 0, "message": {"content": "a"}, "finish_reason": "stop", "logprobs": )"
    R"({"content": [{"token": "a", "logprob": -0.5, "top_logprobs": []}]}})";
const std::string answer = R"({"choices": [)" + choice + "]}";

}  // namespace

TEST_CASE("a saved response is no question") {
  const std::string event = R"(data: {"choices": [{"delta": {"content": "a"}, "logprobs": )"
                            R"({"content": [{"token": "a", "logprob": -0.5}]}}]})"
                            "\n\n";
  for (const std::string& text :
       {answer, "\n " + answer + "\n", "\uFEFF" + answer, answer + "\n" + answer,
        "[" + answer + "]", event, event + "data: [DONE]\n\n", ": comment\n\n" + event,
        "event: x\n" + event, "HTTP/1.1 200 OK\r\nA: b\r\n\r\n" + answer,
        R"({"custom_id": "a", "response": {"status_code": 200, "body": )" + answer + "}}",
        R"({"request": {"prompt": "Why?"}, "response": )" + answer + "}",
        ": logprobs request {\"prompt\": \"Why?\"}\n" + event,
        std::string(R"({"custom_id": "a", "response": null, "error": {"message": "no"}})"),
        std::string(R"({"id": "x", "choices": [{"message": {"content": "a"}}]})")}) {
    CAPTURE(text);
    CHECK(mistake(text) ==
          "this looks like a saved response; -r - shows it, \"Explain:\" - asks about it (after -- "
          "it "
          "is asked as it is)");
  }
}

TEST_CASE("a question about JSON or a stream is a question") {
  for (const std::string& text :
       {std::string("hello"), std::string(), std::string("[1,2]"), std::string("{}"),
        std::string(R"([{"token": "a", "logprob": -0.5}])"), std::string(R"(["a", -0.5])"),
        std::string(R"({"question": "Which?", "choices": [{"text": "A"}, {"text": "B"}]})"),
        std::string(R"({"error": {"message": "no"}})"), std::string("data: what is this?"),
        std::string(": a list\n: of words"), "What is this? " + answer, answer + "\nWhat is this?",
        answer.substr(0, answer.size() - 1)}) {
    CAPTURE(text);
    CHECK(mistake(text).empty());
  }
}

TEST_CASE("one word that names a file is no question") {
  const Folder folder;
  const std::string file = folder.file("a.json", "x");
  CHECK_THAT(mistaken_words({file}), Contains("a.json” is a file: -r "));
  for (const Words& words : {Words{}, Words{"-"}, Words{""}, Words{folder / "none"},
                             Words{folder / ""}, Words{file, "why?"}}) {
    CHECK(mistaken_words(words).empty());
  }
}

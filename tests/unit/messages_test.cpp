#include "app/messages.hpp"

#include <unistd.h>

#include <cstdio>

#include "catch.hpp"

using namespace logprobs;

namespace {

/// What `speak` writes to standard error.
template <typename Speak>
std::string said(Speak speak) {
  std::FILE* const file = std::tmpfile();
  const int saved = dup(STDERR_FILENO);
  dup2(fileno(file), STDERR_FILENO);
  speak();
  dup2(saved, STDERR_FILENO);
  close(saved);
  std::string text(1 << 16, '\0');
  std::rewind(file);
  text.resize(std::fread(text.data(), 1, text.size(), file));
  std::fclose(file);
  return text;
}

std::string printed(const std::string& message) {
  return said([&] { print_message(message); });
}

std::string told(const Answer& answer, const std::vector<std::string>& warnings) {
  return said([&] { print_state(answer, warnings); });
}

Answer refused(const Failure& failure) {
  Answer answer;
  answer.source = "a.json";
  answer.state = State::refused;
  answer.failure = failure;
  return answer;
}

}  // namespace

TEST_CASE("a place is named as people would") {
  CHECK(place_name("a.json", {}) == "a.json");
  CHECK(place_name("batch.jsonl", {1203, 88}) == "batch.jsonl:1203");
  CHECK(place_name("-", {}) == "standard input");
  CHECK(place_name("-", {12, {}}) == "standard input:12");
  CHECK(place_name("./-", {}) == "./-");
  CHECK(place_name("", {}) == "a file without a name");
}

TEST_CASE("a message is one line behind the program's name") {
  CHECK(printed("broke") == "logprobs: broke\n");
  CHECK(printed("a\nb\tc") == "logprobs: a\\nb\\tc\n");
  CHECK(printed("Łódź 🎯") == "logprobs: Łódź 🎯\n");
}

TEST_CASE("nothing from outside reaches the terminal raw") {
  CHECK(printed("\x1b[2J\r\u202e\xff\u0085") == "logprobs: \\x1b[2J\\r\\u{202e}\\xff\\u0085\n");
}

TEST_CASE("a page is cut, but no character") {
  std::string page(1999, 'x');
  const std::string start = "logprobs: " + page;
  CHECK(printed(page + "y") == start + "y\n");
  CHECK(printed(page + "yz") == start + "y…\n");
  page += "日";
  CHECK(printed(page) == start + "…\n");
}

TEST_CASE("errors say where") {
  CHECK(said([] { print_error("a.json:3", "not JSON"); }) == "logprobs: a.json:3: not JSON\n");
}

TEST_CASE("warnings stand before what is wrong") {
  Answer answer;
  answer.source = "-";
  answer.place.line = 2;
  CHECK(told(answer, {"one", "two"}) ==
        "logprobs: standard input:2: warning: one\nlogprobs: standard input:2: warning: two\n");
  CHECK(told(answer, {}).empty());
  answer.state = State::cut;
  answer.failure = Failure{"cut off", "cut_off", {}};
  CHECK(told(answer, {"one"}) ==
        "logprobs: standard input:2: warning: one\nlogprobs: standard input:2: cut off\n");
}

TEST_CASE("a refusal tells what the server said") {
  const std::string start = "logprobs: a.json: the server refused: no quota";
  CHECK(told(refused({"no quota", "", {}}), {}) == start + "\n");
  CHECK(told(refused({"no quota", "insufficient_quota", {}}), {}) ==
        start + " (insufficient_quota)\n");
  CHECK(told(refused({"no quota", "", 429}), {}) == start + " (status 429)\n");
  CHECK(told(refused({"no quota", "insufficient_quota", 429}), {}) ==
        start + " (insufficient_quota, status 429)\n");
}

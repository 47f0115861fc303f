#include "app/messages.hpp"

#include "catch.hpp"
#include "standard_error.hpp"

using namespace logprobs;
using namespace logprobs::app;
using test::said;

namespace {

std::string printed(const std::string& message) {
  return said([&] { print_message(message); });
}

/// The sentence about an answer in this state.
std::string sentence(State state, const Failure& failure) {
  Answer answer;
  answer.state = state;
  answer.failure = failure;
  return failure_sentence(answer);
}

}  // namespace

TEST_CASE("a place is named as people would") {
  CHECK(place_name("a.json", {}) == "a.json");
  CHECK(place_name("batch.jsonl", {1203, 88}) == "batch.jsonl:1203");
  CHECK(place_name("log.json", {{}, {}, "/samples/0"}) == "log.json/samples/0");
  CHECK(place_name("log.jsonl", {7, 88, "/a~1b"}) == "log.jsonl:7/a~1b");
  CHECK(place_name("batch.jsonl", {7, 88, "/response/body"}) == "batch.jsonl:7");
  CHECK(place_name("-", {}) == "standard input");
  CHECK(place_name("-", {12, {}}) == "standard input:12");
  CHECK(place_name("./-", {}) == "./-");
  CHECK(place_name("", {}) == "a file without a name");
  const std::string deep = "/" + std::string(300, '0');
  CHECK(place_name("a", {7, 88, deep}) == "a:7" + deep.substr(0, 200) + "…");
}

TEST_CASE("a message is one line after the program's name") {
  CHECK(printed("broke") == "logprobs: broke\n");
  CHECK(printed("a\nb\tc") == "logprobs: a\\nb\\tc\n");
  CHECK(printed("Łódź 🎯") == "logprobs: Łódź 🎯\n");
}

TEST_CASE("nothing from outside reaches the terminal raw") {
  CHECK(printed("\x1b[2J\r\u202e\xff\u0085") == "logprobs: \\x1b[2J\\r\\u{202e}\\xff\\u0085\n");
}

TEST_CASE("a page is cut, but never within a character") {
  std::string page(1999, 'x');
  const std::string start = "logprobs: " + page;
  CHECK(printed(page + "y") == start + "y\n");
  CHECK(printed(page + "yz") == start + "y…\n");
  page += "日";
  CHECK(printed(page) == start + "…\n");
}

TEST_CASE("the gist of a message has no numbers and no quotations") {
  const auto gist = [](const std::string& what) { return gist_of({"a", {}, what, {}}); };
  CHECK(gist("not JSON at byte 1234 (“a 1”), 5 of 6") == "not JSON at byte N (“…”), N of N");
  CHECK(gist("12 UTF-8, gpt-4o2, choices[3], 1.5") == "N UTF-8, gpt-4o2, choices[N], N.N");
  CHECK(gist("“open") == "“…");
  CHECK(gist("") == "");
  CHECK(gist("é日") == "é日");
  std::string page(399, 'x');
  page += "日";
  CHECK(gist(page + "日") == page);
  CHECK(gist_of({"a", {}, "what 1", "gist 1"}) == "gist 1");
}

TEST_CASE("a wait is shown in the unit that suits it, and never too short") {
  const std::vector<std::pair<double, std::string>> waits = {
      {1e-9, "0.001 s"}, {0.4375, "0.44 s"}, {0.5, "0.5 s"},         {1, "1 s"},
      {9.4, "9.4 s"},    {9.6, "10 s"},      {20, "20 s"},           {20.1, "21 s"},
      {120, "120 s"},    {121, "3 min"},     {1000, "17 min"},       {7200, "120 min"},
      {7201, "3 h"},     {172801, "3 days"}, {31536000, "365 days"}, {1e35, "more than a year"}};
  for (const auto& [seconds, text] : waits) {
    CHECK(wait_text(std::chrono::duration<double>(seconds)) == text);
  }
}

TEST_CASE("errors say where") {
  CHECK(said([] { print_error("a.json:3", "not JSON"); }) == "logprobs: a.json:3: not JSON\n");
}

TEST_CASE("what is wrong with a response is its failure's message") {
  CHECK(sentence(State::cut, {"cut off", "cut_off", {}}) == "cut off");
}

TEST_CASE("a refusal quotes the server") {
  const std::string start = "the server refused: no quota";
  CHECK(sentence(State::refused, {"no quota", "", {}}) == start);
  CHECK(sentence(State::refused, {"no quota", "insufficient_quota", {}}) ==
        start + " (insufficient_quota)");
  CHECK(sentence(State::refused, {"no quota", "", 429}) == start + " (status 429)");
  CHECK(sentence(State::refused, {"no quota", "insufficient_quota", 429}) ==
        start + " (insufficient_quota, status 429)");
}

TEST_CASE("a server that began to answer failed, and did not refuse") {
  Answer answer;
  answer.state = State::refused;
  answer.failure = Failure{"overloaded", "", 429};
  answer.choices.emplace_back();
  CHECK(failure_sentence(answer) == "the server refused: overloaded (status 429)");
  answer.choices.back().message = "Hello";
  CHECK(failure_sentence(answer) == "the server failed: overloaded (status 429)");
}

TEST_CASE("a server with a fault of its own failed, and did not refuse") {
  CHECK(sentence(State::refused, {"overloaded", "", 503}) ==
        "the server failed: overloaded (status 503)");
}

#include "app/load_answer.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "catch.hpp"
#include "explore/answer_entries.hpp"
#include "folder.hpp"
#include "listed.hpp"

using namespace logprobs;
using namespace logprobs::app;
using namespace logprobs::test;

namespace {

/// The text of an answer that is read again, or why it is not.
std::string loaded(const AnswerIndex& index, std::size_t number, const cli::Options& options) {
  const LoadedAnswer answer = load_answer(index, number, options);
  if (!answer.answer) return answer.problem;
  CHECK(answer.problem.empty());
  CHECK(explore::fingerprint_of(*answer.answer) == index.entries[number].fingerprint);
  std::string text;
  for (const Choice& choice : answer.answer->choices) {
    for (const Token& token : choice.tokens) text += answer.answer->view(token.text);
  }
  return text;
}

struct Listed {
  Folder folder;
  std::string file;
  cli::Options options;
  AnswerIndex index;

  explicit Listed(const std::string& text)
      : file(folder.file("a.jsonl", text)), options(replaying({file})), index(index_of(options)) {}

  std::string load(std::size_t number) const { return loaded(index, number, options); }
};

constexpr const char* changed =
    ": the file has changed since it was listed, and this answer is no longer there";

}  // namespace

TEST_CASE("each answer of a list can be read again, with its place") {
  const Listed list(response("a") + "\n" + response("b") + response("c"));
  REQUIRE(list.index.entries.size() == 3);
  CHECK(list.load(0) == "a");
  CHECK(list.load(1) == "b");
  CHECK(list.load(2) == "c");
  const Answer answer = *load_answer(list.index, 2, list.options).answer;
  CHECK((answer.place.line == 4U && answer.place.first_line == 4));
  CHECK(answer.source == list.file);
}

TEST_CASE("answers that are inside one value are told apart") {
  std::string a = response("a");
  std::string b = response("b");
  a.pop_back();
  b.pop_back();
  for (const std::string& text :
       {fmt::format("[{},{}]", a, b), fmt::format("[\n{},\n{}\n]\n", a, b), a + " " + b + "\n",
        fmt::format(R"({{"samples":[{{"output":{}}},{{"output":{}}}]}})", a, b)}) {
    INFO(text);
    const Listed list(text);
    REQUIRE(list.index.entries.size() == 2);
    CHECK(list.load(0) == "a");
    CHECK(list.load(1) == "b");
    CHECK(load_answer(list.index, 1, list.options).answer->place.several ==
          !list.index.entries.path(list.index.entries[1]).empty());
  }
}

TEST_CASE("answers that come mixed are told apart") {
  const auto event = [](const char* item, const char* kind, const char* token) {
    return fmt::format(
        R"({{"type":"conversation.item.input_audio_transcription.{}","item_id":"{}",)"
        R"("content_index":0,"logprobs":[{{"token":"{}","logprob":-0.1}}]}})"
        "\n",
        kind, item, token);
  };
  const Listed list(event("i1", "delta", "a") + event("i2", "delta", "b") +
                    event("i2", "completed", "b") + event("i1", "completed", "a"));
  REQUIRE(list.index.entries.size() == 2);
  CHECK(list.load(0) == "a");
  CHECK(list.load(1) == "b");
}

TEST_CASE("what was kept is not read again") {
  Listed list(response("a") + response("b"));
  list.index.kept.push_back(*load_answer(list.index, 1, list.options).answer);
  list.index.entries[1].kept = 0;
  std::filesystem::remove(list.file);
  CHECK(list.load(1) == "b");
}

TEST_CASE("an answer that is no longer where it was is sought before, and never another shown") {
  const Listed list(response("a") + response("b"));
  list.folder.file("a.jsonl", response("a") + response("b") + response("c"));
  CHECK(list.load(1) == "b");
  list.folder.file("a.jsonl", response("a") + response("B"));
  CHECK(list.load(0) == "a");
  CHECK(list.load(1) == list.file + ":2" + changed);
  list.folder.file("a.jsonl", response("a") + response("b", -0.1000001));
  CHECK(list.load(1) == list.file + ":2" + changed);
  list.folder.file("a.jsonl", response("a") + response("b", -0.1, "other"));
  CHECK(list.load(1) == list.file + ":2" + changed);
  list.folder.file("a.jsonl", response("a"));
  CHECK(list.load(1) == list.file + ":2" + changed);
  list.folder.file("a.jsonl", "");
  CHECK(list.load(0) == list.file + ":1" + changed);
  list.folder.file("a.jsonl", std::string(10'000, '['));
  CHECK(list.load(1) == list.file + ":2" + changed);
}

TEST_CASE("a file that is gone cannot be read again") {
  const Listed list(response("a"));
  std::filesystem::remove(list.file);
  CHECK(list.load(0) == list.file + ": cannot be opened: No such file or directory");
}

TEST_CASE("what there was no memory to keep cannot be opened") {
  Listed list(response("a"));
  list.index.again = {Again::never};
  CHECK(list.load(0).find("a.jsonl: this answer cannot be opened") != std::string::npos);
}

TEST_CASE("a file that holds nothing but something broken is listed and read again") {
  const Listed list(R"({"choices":[{"logprobs":{"content":[{"token":"a")");
  REQUIRE(list.index.entries.size() == 1);
  const LoadedAnswer answer = load_answer(list.index, 0, list.options);
  REQUIRE(answer.answer);
  CHECK(answer.answer->state == list.index.entries[0].state);
}

#include "app/answer_index.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <fstream>
#include <thread>

#include "catch.hpp"
#include "folder.hpp"
#include "listed.hpp"
#include "standard_error.hpp"

using namespace logprobs;
using namespace logprobs::app;
using namespace logprobs::test;
using explore::AnswerEntry;

namespace {

/// What an index has, in text.
std::string text_of(const AnswerIndex& index) {
  std::string text;
  for (std::size_t i = 0; i < index.entries.size(); ++i) {
    const AnswerEntry& entry = index.entries[i];
    text += fmt::format("{}:{}@{} {} ({})\n", entry.file, entry.line, entry.offset,
                        index.entries.title(entry), index.entries.word(entry));
  }
  return text;
}

}  // namespace

TEST_CASE("an index has all answers of all files in their order") {
  const Folder folder;
  const std::string first = response("a b");
  const auto index = index_of(replaying({folder.file("one.jsonl", first + response("c")),
                                         folder.file("two.jsonl", "\n" + response("d"))}));
  CHECK(text_of(index) ==
        fmt::format("0:1@0 a b (a b)\n0:2@{} c (c)\n1:2@1 d (d)\n", first.size()));
  CHECK(index.code == ExitCode::ok);
  CHECK(index.kept.empty());
  CHECK(index.messages.empty());
}

TEST_CASE("many threads make the same index") {
  const Folder folder;
  std::string text;
  for (int i = 0; i < 500; ++i) {
    text += i % 50 == 7 ? "{broken\n" : response(fmt::format("w{}", i), -0.01 * i);
  }
  cli::Options options = replaying({folder.file("a.jsonl", text), folder.file("b.jsonl", text)});
  const AnswerIndex one = index_of(options);
  CHECK(one.entries.size() == 980);
  options.jobs = 4;
  options.block_bytes = 3000;
  const AnswerIndex four = index_of(options);
  CHECK(text_of(four) == text_of(one));
  CHECK(four.messages == one.messages);
  CHECK(four.code == one.code);
}

TEST_CASE("what is wrong with files is told later, and the exit code stays") {
  const Folder folder;
  const std::string file = folder.file("a.jsonl", response("a") + "{broken\n" + response("b"));
  AnswerIndex index;
  CHECK(said([&] { index = index_of(replaying({file, folder / "missing"})); }).empty());
  CHECK(index.entries.size() == 2);
  CHECK(index.code == ExitCode::failed);
  REQUIRE(index.messages.size() == 2);
  CHECK(index.messages[0].find("a.jsonl:2: ") != std::string::npos);
  CHECK(index.messages[1].find("missing: cannot be opened") != std::string::npos);
  const std::string told = said([&] { print_messages(index); });
  CHECK(told == "logprobs: " + index.messages[0] + "\nlogprobs: " + index.messages[1] + "\n");
}

TEST_CASE("messages are bounded in number and in length") {
  const Folder folder;
  std::vector<std::string> files;
  for (std::size_t i = 0; i < most_messages + 7; ++i)
    files.push_back(folder / fmt::format("{}", i));
  const AnswerIndex index = index_of(replaying(files));
  CHECK(index.messages.size() == most_messages);
  CHECK(index.more_messages == 7);
  CHECK(said([&] { print_messages({.messages = {"x"}, .more_messages = 7}); }) ==
        "logprobs: x\nlogprobs: and 7 more messages\n");
  const AnswerIndex one = index_of(replaying({folder / std::string(5000, 'x')}));
  REQUIRE(one.messages.size() == 1);
  CHECK(one.messages[0].size() < 2010);
}

TEST_CASE("gates and fields that nothing has are told of, as without a list") {
  const Folder folder;
  cli::Options options = replaying({folder.file("a.jsonl", response("a", -3))});
  options.gates.min_probability = 0.5;
  options.show_fields = {"trace"};
  const AnswerIndex index = index_of(options);
  CHECK(index.code == ExitCode::gate);
  REQUIRE(index.messages.size() == 2);
  CHECK(index.messages[0] == "warning: --show-field trace: no response has it, in it or around it");
  CHECK(index.messages[1].find("a.jsonl:1: ") != std::string::npos);
}

TEST_CASE("what cannot be read again is kept as far as memory goes") {
  const Folder folder;
  const std::string name = folder / "pipe";
  REQUIRE(mkfifo(name.c_str(), 0600) == 0);
  std::string text;
  for (int i = 0; i < 100; ++i) text += response(fmt::format("w{}", i));
  const auto index = [&](std::size_t kept_bytes, std::size_t jobs) {
    std::thread writer([&] { std::ofstream(name) << text; });
    cli::Options options = replaying({name});
    options.jobs = jobs;
    options.block_bytes = 1000;
    AnswerIndex made = index_of(options, kept_bytes);
    writer.join();
    return made;
  };
  CHECK(index(most_kept_memory, 1).kept.size() == 100);
  CHECK(index(most_kept_memory, 1).messages.empty());
  const AnswerIndex some = index(50'000, 1);
  const std::size_t kept = some.kept.size();
  CHECK(some.entries.size() == 100);
  CHECK((kept > 5 && kept < 95));
  for (std::size_t i = 0; i < 100; ++i) {
    CHECK(some.entries[i].kept == (i < kept ? i : AnswerEntry::not_kept));
  }
  REQUIRE(some.messages.size() == 1);
  CHECK(some.messages[0].find(fmt::format("pipe: {} answers of it", 100 - kept)) !=
        std::string::npos);
  CHECK(index(50'000, 4).kept.size() == kept);
}

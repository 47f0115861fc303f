#include "app/shard.hpp"

#include <sys/stat.h>

#include <random>
#include <string>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "folder.hpp"
#include "samples.hpp"
#include "usage.hpp"

using namespace logprobs;
using namespace logprobs::app;
using cli::FilePart;

namespace {

constexpr std::uint64_t long_enough = 1 << 20;

/// What each of `count` shards has, for each file: its text, or "-" if nothing of it is read.
std::vector<std::vector<std::string>> cut_all(const std::vector<std::string>& texts,
                                              std::uint64_t count,
                                              std::uint64_t max_line = long_enough) {
  const test::Folder folder;
  std::vector<std::string> files;
  for (const std::string& text : texts) {
    files.push_back(folder.file(std::to_string(files.size()), text));
  }
  std::vector<std::vector<std::string>> shards;
  for (std::uint64_t index = 1; index <= count; ++index) {
    std::vector<std::string>& shard = shards.emplace_back();
    const std::vector<FilePart> parts = parts_of(files, {index, count}, max_line);
    for (std::size_t i = 0; i < texts.size(); ++i) {
      CHECK(parts[i].size == texts[i].size());
      shard.push_back(
          parts[i].is_read ? texts[i].substr(parts[i].begin, parts[i].end - parts[i].begin) : "-");
    }
  }
  return shards;
}

/// The same for one file.
std::vector<std::string> cut(const std::string& text, std::uint64_t count,
                             std::uint64_t max_line = long_enough) {
  std::vector<std::string> pieces;
  for (const auto& shard : cut_all({text}, count, max_line)) {
    pieces.push_back(shard[0]);
  }
  return pieces;
}

using Pieces = std::vector<std::string>;

}  // namespace

TEST_CASE("a line is of the shard that has its first byte") {
  CHECK(cut("{1}\n{2}\n{3}\n{4}\n", 2) == Pieces{"{1}\n{2}\n", "{3}\n{4}\n"});
  CHECK(cut("{1}\n{2}\n{3}\n", 2) == Pieces{"{1}\n{2}\n", "{3}\n"});
  CHECK(cut("{1}\n{22222222}\n{3}", 2) == Pieces{"{1}\n{22222222}\n", "{3}"});
  CHECK(cut("{1}\n\n\n\n{5}", 2) == Pieces{"{1}\n\n", "\n\n{5}"});
  CHECK(cut("{1}\r\n{2}\r\n", 2) == Pieces{"{1}\r\n", "{2}\r\n"});
}

TEST_CASE("a shard in which no line begins has nothing") {
  CHECK(cut("{1}\n{2222222222}\n", 4) == Pieces{"{1}\n", "{2222222222}\n", "-", "-"});
  CHECK(cut("{1}", 5) == Pieces{"-", "{1}", "-", "-", "-"});
}

TEST_CASE("a file that is no run of values in lines is of one shard") {
  const Pieces all = {
      "data: {}\n\ndata: {}\n\n", "{\n  \"a\": 1\n}\n",           "[\n{},\n{}\n]\n",
      "HTTP/1.1 200 OK\n\n{}\n",  std::string("{\0}\n{\0}\n", 8), "\x1F\x8B\x08 gzip\n\n\n",
      "a line of a log\n{}\n{}\n"};
  for (const std::string& text : all) CHECK(cut(text, 3) == Pieces{text, "-", "-"});
  CHECK(cut("{1234}\n{}\n", 2, 5) == Pieces{"{1234}\n{}\n", "-"});
  CHECK(cut("\xEF\xBB\xBF\n \n[1] \n[2]\n", 2) == Pieces{"\xEF\xBB\xBF\n \n[1] \n", "[2]\n"});
  const auto second = cut_all({"{1}\n{2}\n{3}\n{4}\n", "data: {}\n\n", "{5}\n"}, 2);
  CHECK(second[0] == Pieces{"{1}\n{2}\n{3}\n{4}\n", "-", "-"});
  CHECK(second[1] == Pieces{"-", "data: {}\n\n", "{5}\n"});
}

TEST_CASE("an empty file is of one shard") {
  const auto shards = cut_all({"", "{1}\n", "", "{2}\n", ""}, 2);
  CHECK(shards[0] == Pieces{"", "{1}\n", "-", "-", "-"});
  CHECK(shards[1] == Pieces{"-", "-", "", "{2}\n", ""});
  CHECK(cut_all({"", ""}, 3)[2] == Pieces{"", ""});
  CHECK(cut_all({"", ""}, 3)[0] == Pieces{"-", "-"});
}

TEST_CASE("all shards together have each byte once and in order") {
  std::mt19937 random(5);  // NOLINT(cert-msc32-c, cert-msc51-cpp): the same in each run
  const auto drawn = [&](int most) { return std::uniform_int_distribution(0, most)(random); };
  for (std::size_t round = 0; round < 200; round += samples::thinning()) {
    std::vector<std::string> texts(static_cast<std::size_t>(1 + drawn(3)));
    for (std::string& text : texts) {
      for (int line = drawn(6); line > 0; --line) {
        const std::string filler(static_cast<std::size_t>(drawn(30)), 'x');
        text += drawn(4) == 0 ? "\n" : drawn(9) == 0 ? "data: x\n" : "{" + filler + "}\n";
      }
      if (drawn(1) == 0 && !text.empty()) text.pop_back();
    }
    for (std::uint64_t count = 1; count <= 17; ++count) {
      std::vector<std::string> joined(texts.size());
      for (const auto& shard : cut_all(texts, count)) {
        for (std::size_t i = 0; i < texts.size(); ++i) joined[i] += shard[i] == "-" ? "" : shard[i];
      }
      CHECK(joined == texts);
    }
  }
}

TEST_CASE("what cannot be opened is of all shards, and what has no parts is refused") {
  const test::Folder folder;
  const std::vector<std::string> files = {folder.file("a", "{}\n"), folder / "missing"};
  for (const std::uint64_t index : {1, 2}) CHECK(parts_of(files, {index, 2}, 9)[1].is_read);
  const std::string pipe = folder / "pipe";
  mkfifo(pipe.c_str(), 0600);
  CHECK(test::usage_message([&] {
          parts_of(std::vector{pipe}, {1, 2}, 9);
        }) ==
        pipe + " is not a regular file: --shard and --partial find parts of files by seeking");
}

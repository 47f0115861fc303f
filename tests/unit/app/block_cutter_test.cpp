#include "app/block_cutter.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "catch.hpp"
#include "folder.hpp"

using namespace logprobs;
using namespace logprobs::app;
using Texts = std::vector<std::string>;

namespace {

constexpr std::size_t enough = 1 << 20;  // of memory
constexpr BlockSizes small{.usual = 8, .most = 128, .most_memory = enough};
constexpr BlockSizes of_seven{.usual = 32, .most = 128, .most_memory = enough};  // short values

/// Short values, from one number to another.
std::string values(int first, int last) {
  std::string text;
  for (int i = first; i <= last; ++i) text += "{" + std::to_string(i % 10) + "}\n";
  return text;
}

cli::Options reading(const std::string& file) {
  cli::Options options;
  options.replay = {file};
  return options;
}

std::shared_ptr<BlockBuffers> buffers(const BlockSizes& sizes) {
  return std::make_shared<BlockBuffers>(4 * sizes.usual, 4);
}

std::vector<Block> cut(const cli::Options& options, const BlockSizes& sizes) {
  BlockCutter cutter(0, options, sizes, buffers(sizes));
  std::vector<Block> blocks;
  do blocks.push_back(cutter.next());
  while (!blocks.back().last);
  return blocks;
}

std::vector<Block> cut(const std::string& text, const BlockSizes& sizes) {
  const test::Folder folder;
  return cut(reading(folder.file("a", text)), sizes);
}

/// The text of a block, with a "+" in front if it may not stand alone.
std::string text_of(const Block& block) {
  return (block.may_stand_alone ? "" : "+") + std::string(block.text());
}

Texts texts(const std::vector<Block>& blocks) {
  Texts all;
  for (const Block& block : blocks) all.push_back(text_of(block));
  return all;
}

std::uint64_t line_at(std::string_view text, std::size_t at) {
  return 1 + static_cast<std::uint64_t>(std::count(text.begin(), text.begin() + at, '\n'));
}

/// Whether `at` is the text's beginning or end, or a line with a bracket begins there.
bool is_limit(std::string_view text, std::size_t at) {
  if (at == 0 || at == text.size()) return true;
  return text[at - 1] == '\n' && (text[at] == '{' || text[at] == '[');
}

/// Each byte is in one block, in order, and a block says where it is.
void check(const std::string& text, const BlockSizes& sizes) {
  CAPTURE(text, sizes.usual, sizes.most);
  const std::vector<Block> blocks = cut(text, sizes);
  std::string all;
  for (const Block& block : blocks) {
    CHECK(block.begin == Beginning{all.size(), line_at(text, all.size()), !all.empty()});
    all += block.text();
    CHECK(block.end_line == line_at(text, all.size()));
    CHECK(block.last == (&block == &blocks.back()));
    CHECK(block.problem.empty());
    if (!block.may_stand_alone) continue;
    CHECK(is_limit(text, block.begin.offset));
    CHECK(is_limit(text, all.size()));
  }
  CHECK(all == text);
}

/// A pipe with a name, and its other end.
class Pipe {
 public:
  Pipe() : name_(folder_ / "pipe") {
    mkfifo(name_.c_str(), 0600);
    end_ = open(name_.c_str(), O_RDWR | O_CLOEXEC);
  }
  ~Pipe() { finish(); }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  const std::string& name() const { return name_; }
  void put(std::string_view text) const {
    CHECK(write(end_, text.data(), text.size()) == static_cast<ssize_t>(text.size()));
  }
  void finish() {
    if (end_ >= 0) close(std::exchange(end_, -1));
  }

 private:
  test::Folder folder_;
  std::string name_;
  int end_ = -1;
};

}  // namespace

TEST_CASE("each byte of a file is in one block, in order") {
  const Texts files = {"",
                       "\n",
                       "\n \n\n",
                       "{1}",
                       "{1}\n",
                       "{1}\n{22}\n[333]\n{4}\n",
                       "{1}\n{22}\n[333]\n{4}",
                       "\xEF\xBB\xBF{1}\r\n\r\n{22}\r\n{333}\r\n",
                       "\n\n{1}\n\n\n{22}\n \n{333}\n\n",
                       "{\n\"a\":\n[\n1,\n2\n]\n}\n{\n}\n",
                       "{1}\nno JSON\n{2}\n",
                       "{1}\n{\"long\": \"" + std::string(50, 'x') + "\"}\n{2}\n[3]\n"};
  for (const std::string& text : files) {
    for (const std::size_t most : {std::size_t{0}, std::size_t{1}, std::size_t{16}, text.size()}) {
      for (std::size_t usual = 1; usual <= text.size() + 1; ++usual)
        check(text, {usual, most, enough});
    }
  }
}

TEST_CASE("a block ends before the last value that begins in it") {
  CHECK(texts(cut(values(1, 16), of_seven)) == Texts{values(1, 7), values(8, 14), values(15, 16)});
  CHECK(texts(cut("{1}\n no value\n{3}\n", {16, 128, enough})) ==
        Texts{"{1}\n no value\n", "{3}\n"});
}

TEST_CASE("a block grows until little is after its last value") {
  const std::string line = "{\"medium\": \"" + std::string(15, 'x') + "\"}\n";  // of 30 bytes
  CHECK(texts(cut(values(1, 3) + line + values(5, 9), of_seven)) ==
        Texts{values(1, 3) + line + values(5, 5), values(6, 9)});
}

TEST_CASE("a block grows with the line in it") {
  const std::string line = "{\"long\": \"" + std::string(40, 'x') + "\"}\n";
  CHECK(texts(cut("{1}\n" + line + line, small)) == Texts{"{1}\n" + line, line});
}

TEST_CASE("a line that is longer than the most is in blocks that may not stand alone") {
  const std::string line = "{\"long\": \"" + std::string(200, 'x') + "\"}\n";
  std::string unread;
  Texts read;
  for (const std::string& block : texts(cut("{1}\n" + line + "{2}\n{3}\n", small))) {
    if (block.front() == '+') {
      unread += block.substr(1);
    } else {
      read.push_back(block);
    }
  }
  CHECK(unread == line);
  CHECK(read == Texts{"{1}\n", "{2}\n{3}\n"});
}

TEST_CASE("a block that is likely to take too much memory may not stand alone") {
  const std::string text = "{1}\n{2}\n";
  const std::size_t memory = cut(text, small).back().memory;
  CHECK(memory > text.size());
  CHECK(cut(text, {8, 128, memory}).back().may_stand_alone);
  CHECK_FALSE(cut(text, {8, 128, memory - 1}).back().may_stand_alone);
}

TEST_CASE("what is no run of values may not stand alone") {
  using namespace std::string_literals;
  for (const std::string& text :
       {"data: {1}\n\ndata: {2}\n\n"s, "2026-01-01 {1}\n2026-01-02 {2}\n"s, "\x1F\x8B\b\0\0\0"s,
        "\xFF\xFE{\0"
        "1\0}\0\n\0{\0"
        "2\0}\0\n\0"s}) {
    CAPTURE(text);
    CHECK(texts(cut(text, {.usual = 64, .most = 64, .most_memory = enough})) == Texts{"+" + text});
  }
}

TEST_CASE("after a guess too many, no block may stand alone") {
  const test::Folder folder;
  const cli::Options options = reading(folder.file("a", values(1, 9)));
  BlockCutter cutter(0, options, of_seven, buffers(of_seven));
  CHECK(cutter.next().may_stand_alone);
  cutter.stop_guessing();
  const Block rest = cutter.next();
  CHECK_FALSE(rest.may_stand_alone);
  CHECK(rest.last);
  CHECK(rest.text() == values(8, 9));
}

TEST_CASE("of a part of a file, its bytes are cut, and its line ends counted") {
  const test::Folder folder;
  cli::Options options = reading(folder.file("a", values(1, 12)));
  options.parts = {{.size = 48, .begin = 4, .end = 40}};
  for (const bool partial : {false, true}) {
    options.partial = partial;
    const std::vector<Block> blocks = cut(options, of_seven);
    CHECK(texts(blocks) == Texts{values(2, 8), values(9, 10)});
    // Its first line is known only to those who count from there.
    CHECK(blocks.front().begin == Beginning{.offset = 4, .line = partial ? 1U : 0U});
    CHECK(blocks.back().begin == Beginning{32, partial ? 8U : 0U, true});
    CHECK(blocks.back().line_ends == 9);
  }
}

TEST_CASE("a block of a file can be read again, while the file has it") {
  const test::Folder folder;
  const std::string name = folder.file("a", "?" + values(1, 12));
  cli::Options options = reading(name);
  options.parts = {{.size = 49, .begin = 1, .end = 45}};
  std::vector<Block> blocks = cut(options, of_seven);
  for (Block& block : blocks) {
    const std::string text(block.text());
    CHECK(block.bytes() == block.data);
    block.data.reset();
    CHECK(std::string(block.bytes().get(), block.size) == text);
  }
  REQUIRE(truncate(name.c_str(), static_cast<off_t>(blocks.back().end().offset) - 1) == 0);
  CHECK(blocks.front().bytes() != nullptr);
  CHECK(blocks.back().bytes() == nullptr);
}

TEST_CASE("a file that cannot be read has one block, which says why") {
  const test::Folder folder;
  const std::vector<Block> blocks = cut(reading(folder / "none"), small);
  REQUIRE(blocks.size() == 1);
  CHECK(blocks[0].problem == "cannot be opened: No such file or directory");
  CHECK(blocks[0].text().empty());
}

TEST_CASE("what comes through a pipe is not kept back") {
  Pipe pipe;
  const cli::Options options = reading(pipe.name());
  const BlockSizes sizes{.usual = 64, .most = 64, .most_memory = enough};
  BlockCutter cutter(0, options, sizes, buffers(sizes));
  const auto next = [&] { return text_of(cutter.next()); };
  CHECK_FALSE(cutter.is_ready());
  pipe.put("{1}\n{2");
  CHECK(cutter.is_ready());
  CHECK(next() == "+{1}\n{2");
  CHECK_FALSE(cutter.is_ready());
  pipe.put("2}\n{3}\n");
  CHECK(next() == "+2}\n");
  CHECK(cutter.is_ready());  // with what is read already
  CHECK(next() == "+{3}\n");
  CHECK_FALSE(cutter.is_ready());
  pipe.put("{4}\n");
  pipe.finish();
  const Block last = cutter.next();
  CHECK(text_of(last) == "{4}\n");
  CHECK_FALSE(last.source);  // nobody could read it again
}

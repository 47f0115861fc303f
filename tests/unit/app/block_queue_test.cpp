#include "app/block_queue.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <string>
#include <thread>

#include "catch.hpp"
#include "folder.hpp"
#include "logprobs/error.hpp"

using namespace logprobs;
using namespace logprobs::app;

namespace {

/// Writes each answer's text; some throw.
struct Echo final : View {
  void done(const Answer& answer, const Report& /*report*/, std::string& out) override {
    if (answer.bytes == "bad") throw Error(ExitCode::failed, "no room for it");
    out += answer.bytes + "\n";
  }
};

cli::Options reading() {
  cli::Options options;
  options.replay = {"a.jsonl"};
  return options;
}

std::string response(const std::string& text) {
  return R"({"choices":[{"index":0,"finish_reason":"stop","message":{"content":")" + text +
         R"("},"logprobs":{"content":[{"token":")" + text +
         R"(","logprob":-0.5,"top_logprobs":[]}]}}]})" + "\n";
}

Block block(std::size_t number, const std::string& text) {
  Block block{.begin = {.offset = number * 1000, .line = number + 1, .goes_on = number > 0}};
  block.data = std::make_shared<char[]>(text.size() + Reader::padding);
  std::copy(text.begin(), text.end(), block.data.get());
  block.size = text.size();
  block.end_line = block.begin.line + 1;
  block.may_stand_alone = true;
  return block;
}

Block block(std::size_t number) { return block(number, response(std::to_string(number))); }

std::string text_of(const BlockQueue::Item& item) {
  std::string text;
  for (const Shown& shown : item.yield.head.shown) text += shown.out;
  for (const Shown& shown : item.yield.rest.shown) text += shown.out;
  return text;
}

/// Why the reading of a block ended; empty: it did not.
std::string error_of(const BlockQueue::Item& item) {
  for (const Section* section : {&item.yield.head, &item.yield.rest}) {
    try {
      if (section->error) std::rethrow_exception(section->error);
    } catch (const Error& error) {
      return error.what();
    }
  }
  return "";
}

/// Blocks that were made before.
class Made : public BlockSource {
 public:
  std::vector<Block> blocks;
  bool is_for_any = true;
  bool fails_at_end = false;
  std::size_t asked = 0;  // for how many bytes, last

  bool has_more() const override { return next_ < blocks.size() || fails_at_end; }
  bool is_large() const override { return false; }
  bool is_ready() override { return true; }
  bool is_for_any_thread() const override { return is_for_any; }
  Block next(std::size_t most) override {
    asked = most;
    if (next_ == blocks.size()) throw Error(ExitCode::failed, "no room for a block");
    return std::move(blocks[next_++]);
  }
  std::size_t given() const { return next_; }

 private:
  std::atomic<std::size_t> next_ = 0;
};

struct Bench {
  cli::Options options = reading();
  MoreViews more_views{.make = [] { return std::make_unique<Echo>(); }};
  Made source{};

  void add(std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) source.blocks.push_back(block(i));
  }
};

}  // namespace

TEST_CASE("blocks come out in the order of the source, by any number of threads") {
  for (const std::size_t jobs : {1, 2, 3, 8, 40}) {
    for (const bool is_for_any : {true, false}) {
      CAPTURE(jobs, is_for_any);
      Bench bench;
      bench.add(500);
      bench.source.is_for_any = is_for_any;
      BlockQueue queue(jobs, bench.source, bench.options, bench.more_views);
      std::size_t got = 0;
      while (const std::optional<BlockQueue::Item> item = queue.get()) {
        CHECK(item->block.begin.line == got + 1);
        const bool is_alone = !item->block.may_stand_alone;  // the last, if it was all there is
        CHECK(text_of(*item) == (is_alone ? "" : std::to_string(got) + "\n"));
        CHECK((!is_alone || got == 499));
        ++got;
      }
      CHECK(got == 500);
    }
  }
}

TEST_CASE("no more blocks are taken ahead than eight for each thread") {
  Bench bench;
  bench.add(100);
  BlockQueue queue(3, bench.source, bench.options, bench.more_views);
  for (std::size_t i = 0; i < 100; ++i) {
    queue.get();
    CHECK(bench.source.given() <= i + 1 + 24);
  }
}

TEST_CASE("few blocks are taken that need much memory together") {
  Bench bench;
  bench.more_views.sum = true;  // what they have counted takes memory, too
  bench.add(50);
  for (Block& large : bench.source.blocks) large.memory = std::size_t{16} << 20;
  BlockQueue queue(64, bench.source, bench.options, bench.more_views);
  for (std::size_t i = 0; i < 50; ++i) {
    queue.get();
    CHECK((bench.source.given() - i) * 16 < 128);
  }
}

/// Shows the first answer when so many blocks were taken, or after a long time.
class Late final : public View {
 public:
  Late(const Made& source, std::size_t given) : source_(source), given_(given) {}
  void done(const Answer& answer, const Report& /*report*/, std::string& out) override {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (answer.bytes == "0" && source_.given() < given_ &&
           std::chrono::steady_clock::now() < end) {
      std::this_thread::yield();
    }
    out += answer.bytes;
  }

 private:
  const Made& source_;
  std::size_t given_;
};

TEST_CASE("a block that was read counts as its text, however much memory that was likely to need") {
  Bench bench;
  bench.add(20);
  for (Block& large : bench.source.blocks) large.memory = std::size_t{16} << 20;
  bench.source.blocks.front().memory = 0;
  bench.more_views.make = [&] { return std::make_unique<Late>(bench.source, 10); };
  BlockQueue queue(2, bench.source, bench.options, bench.more_views);
  queue.get();
  CHECK(bench.source.given() >= 10);
}

/// Shows each answer as this much text.
class Wide : public View {
 public:
  explicit Wide(std::size_t size) : size_(size) {}
  void done(const Answer& /*answer*/, const Report& /*report*/, std::string& out) override {
    out.append(size_, '.');
  }

 private:
  std::size_t size_;
};

TEST_CASE("what takes more than there is room for is not kept, but what is likely to is") {
  constexpr std::size_t large = std::size_t{30} << 20;
  for (const std::size_t likely : {std::size_t{0}, 2 * large}) {
    CAPTURE(likely);
    Bench bench;
    bench.add(3);
    for (Block& block : bench.source.blocks) block.memory = likely;
    bench.more_views.make = [&] { return std::make_unique<Wide>(large); };
    BlockQueue queue(2, bench.source, bench.options, bench.more_views);
    const std::optional<BlockQueue::Item> item = queue.get();
    REQUIRE(item);
    CHECK(item->block.may_stand_alone == (likely > 0));
    CHECK(text_of(*item).size() == (likely > 0 ? large : 0));
    CHECK(item->block.text() == response("0"));
  }
}

TEST_CASE("blocks are smaller after some that came to much text") {
  Bench bench;
  bench.add(9);
  bench.more_views.make = [] { return std::make_unique<Wide>(std::size_t{1} << 20); };
  BlockQueue queue(1, bench.source, bench.options, bench.more_views);
  queue.get();
  const std::size_t usual = bench.source.asked;
  queue.get();
  CHECK(bench.source.asked < usual / 10);
}

TEST_CASE("a block that may not stand alone comes out unread") {
  Bench bench;
  bench.add(2);
  bench.source.blocks[0].may_stand_alone = false;
  BlockQueue queue(2, bench.source, bench.options, bench.more_views);
  const std::optional<BlockQueue::Item> first = queue.get();
  REQUIRE(first);
  CHECK(first->block.text() == response("0"));
  CHECK(first->yield.head.shown.empty());
}

TEST_CASE("what was read is kept only if it cannot be read again") {
  const test::Folder folder;
  Bench bench;
  bench.add(3);
  bench.source.blocks[1].source =
      std::make_shared<const system::RandomAccess>(folder.file("a.jsonl", ""));
  BlockQueue queue(2, bench.source, bench.options, bench.more_views);
  for (const bool is_kept : {true, false}) {
    const std::optional<BlockQueue::Item> item = queue.get();
    REQUIRE(item);
    CHECK((item->block.data != nullptr) == is_kept);
    CHECK_FALSE(text_of(*item).empty());
  }
}

TEST_CASE("a block is not read ahead if it is all there is") {
  Bench bench;
  bench.add(1);
  BlockQueue queue(2, bench.source, bench.options, bench.more_views);
  const std::optional<BlockQueue::Item> only = queue.get();
  REQUIRE(only);
  CHECK_FALSE(only->block.may_stand_alone);
  CHECK(only->yield.head.shown.empty());
  CHECK_FALSE(queue.get());
}

TEST_CASE("what is thrown while a block is read comes out with it, and others are read") {
  for (const std::size_t jobs : {1, 4}) {
    Bench bench;
    for (std::size_t i = 0; i < 8; ++i) {
      bench.source.blocks.push_back(i % 2 == 0 ? block(i, response("bad")) : block(i));
    }
    BlockQueue queue(jobs, bench.source, bench.options, bench.more_views);
    for (std::size_t i = 0; i < 7; ++i) {
      const std::optional<BlockQueue::Item> item = queue.get();
      REQUIRE(item);
      CHECK(error_of(*item) == (i % 2 == 0 ? "no room for it" : ""));
      CHECK(text_of(*item) == (i % 2 == 0 ? "" : std::to_string(i) + "\n"));
    }
  }
}

TEST_CASE("what the source throws comes after the blocks before") {
  for (const std::size_t jobs : {1, 4}) {
    CAPTURE(jobs);
    Bench bench;
    bench.add(10);
    bench.source.fails_at_end = true;
    BlockQueue queue(jobs, bench.source, bench.options, bench.more_views);
    for (std::size_t i = 0; i < 10; ++i) CHECK(queue.get());
    CHECK_THROWS_WITH(queue.get(), "no room for a block");
  }
}

TEST_CASE("while the source is changed, no thread uses it") {
  Bench bench;
  bench.add(200);
  BlockQueue queue(4, bench.source, bench.options, bench.more_views);
  CHECK(queue.get());
  std::size_t given = 0;
  queue.with_source([&] {
    given = bench.source.given();
    bench.source.blocks.resize(given);
  });
  std::size_t got = 1;
  while (queue.get()) ++got;
  CHECK(got == given);
}

TEST_CASE("a queue may end while it is full") {
  for (int round = 0; round < 20; ++round) {
    Bench bench;
    bench.add(50);
    BlockQueue queue(4, bench.source, bench.options, bench.more_views);
    if (round % 2 == 1) queue.get();
  }
}

#include "app/block_queue.hpp"

#include <algorithm>
#include <string>

#include "catch.hpp"
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
  block.data = std::make_unique<char[]>(text.size());
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

struct Bench {
  cli::Options options = reading();
  MakeView make_view = [] { return std::make_unique<Echo>(); };
};

}  // namespace

TEST_CASE("blocks come out in the order in which they were put in, by any number of threads") {
  const Bench bench;
  for (const std::size_t jobs : {1, 2, 3, 8, 40}) {
    CAPTURE(jobs);
    BlockQueue queue(jobs, bench.options, bench.make_view);
    std::size_t put = 0, got = 0;
    constexpr std::size_t all = 500;
    while (got < all) {
      if (put < all && !queue.full()) {
        queue.put(block(put++));
        continue;
      }
      const BlockQueue::Item item = queue.get();
      CHECK(item.block.begin.line == got + 1);
      CHECK(text_of(item) == std::to_string(got) + "\n");
      ++got;
    }
    CHECK(queue.empty());
  }
}

TEST_CASE("a queue is full when each thread has a block that waits") {
  const Bench bench;
  BlockQueue queue(3, bench.options, bench.make_view);
  CHECK(queue.empty());
  for (std::size_t i = 0; i < 6; ++i) {
    CHECK_FALSE(queue.full());
    queue.put(block(i));
  }
  CHECK(queue.full());
  queue.get();
  CHECK_FALSE(queue.full());
}

TEST_CASE("a queue is full of blocks that take much memory together") {
  const Bench bench;
  BlockQueue queue(64, bench.options, bench.make_view);
  std::size_t memory = 0;
  while (!queue.full()) {
    Block large = block(0);
    large.memory = std::size_t{16} << 20;
    memory += large.memory;
    queue.put(std::move(large));
    REQUIRE(memory < std::size_t{128} << 20);
  }
  queue.get();
  CHECK_FALSE(queue.full());
}

TEST_CASE("a block that may not stand alone comes out unread") {
  const Bench bench;
  BlockQueue queue(2, bench.options, bench.make_view);
  Block part = block(0);
  part.may_stand_alone = false;
  queue.put(std::move(part));
  queue.put(block(1));
  const BlockQueue::Item first = queue.get();
  CHECK(first.block.text() == response("0"));
  CHECK(first.yield.head.shown.empty());
  CHECK(text_of(queue.get()) == "1\n");
}

TEST_CASE("what is thrown while a block is read comes out with it, and others are read") {
  const Bench bench;
  for (const std::size_t jobs : {1, 4}) {
    BlockQueue queue(jobs, bench.options, bench.make_view);
    for (std::size_t i = 0; i < 2 * jobs; ++i) {
      queue.put(i % 2 == 0 ? block(i, response("bad")) : block(i));
    }
    for (std::size_t i = 0; i < 2 * jobs; ++i) {
      const BlockQueue::Item item = queue.get();
      CHECK(error_of(item) == (i % 2 == 0 ? "no room for it" : ""));
      CHECK(text_of(item) == (i % 2 == 0 ? "" : std::to_string(i) + "\n"));
    }
  }
}

TEST_CASE("a queue may end while it is full") {
  const Bench bench;
  for (int round = 0; round < 20; ++round) {
    BlockQueue queue(4, bench.options, bench.make_view);
    for (std::size_t i = 0; !queue.full(); ++i) queue.put(block(i));
    if (round % 2 == 1) CHECK(text_of(queue.get()) == "0\n");
  }
}

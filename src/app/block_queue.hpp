// Blocks that are read ahead by several threads, and come out in order.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "app/block_reader.hpp"
#include "app/block_source.hpp"
#include "app/shown.hpp"
#include "app/text_buffers.hpp"
#include "system/memory.hpp"

namespace logprobs::app {

/// A queue of blocks. The thread that calls get() works, too, instead of waiting. A block is read
/// by the thread that took it from the source, which has its bytes in its core's cache; but from a
/// source that may wait, which signals have to end, the thread that calls get() takes all.
class BlockQueue {
 public:
  /// A block, and what it has come to: nothing if it may not stand alone.
  struct Item {
    Block block{};
    Yield yield{};
  };

  /// `jobs`: how many threads work, with the one that gets; fewer if the system refuses them. No
  /// thread begins before there is work for it, but where much is to be read one begins at once.
  /// The rest is as for BlockReader. All of it must outlive this.
  BlockQueue(std::size_t jobs, BlockSource& source, const cli::Options& options,
             const MoreViews& more_views);
  ~BlockQueue();
  BlockQueue(const BlockQueue&) = delete;
  BlockQueue& operator=(const BlockQueue&) = delete;

  /// The next block, read if it may stand alone; absent if none is left. Throws what the source
  /// has thrown, after the blocks before.
  std::optional<Item> get();
  /// Takes back the memory of what was shown.
  void take_back(std::vector<Shown>& several) { buffers_.take_back(several); }
  /// Does something with the source, which no thread uses meanwhile.
  void with_source(const std::function<void()>& action);

 private:
  enum class State { waiting, taken, done };
  struct Place {
    Item item{};
    State state = State::waiting;
  };

  using Lock = std::unique_lock<std::mutex>;

  bool is_front_done() const;
  Item take_front();
  bool has_room() const;
  bool may_cut() const;
  bool is_ready(Lock& lock);
  void cut(Lock& lock, BlockReader& reader);
  std::size_t most_block() const;
  void expect_memory(Block& block);
  void await_cut(Lock& lock) const;
  Place* take_waiting();
  BlockReader make_reader();
  void read(Place& place, Lock& lock, BlockReader& reader);
  bool is_text_alone(const Yield& yield) const;
  void count_memory(Block& block, std::size_t memory);
  bool may_keep(Block& block, std::size_t memory);
  void help();
  void call_help();

  const std::size_t jobs_;
  BlockSource& source_;
  const cli::Options& options_;
  const MoreViews& more_views_;
  TextBuffers buffers_;  // of what is shown
  // Of the thread that gets. Each has one, whose memory is in its core's cache.
  BlockReader reader_;
  std::optional<system::LargePages> large_pages_;  // of that thread; absent: little is to be read
  std::mutex mutex_;  // guards all that follows, but a place that a thread has taken
  std::deque<Place> items_;
  std::atomic<std::size_t> memory_ = 0;   // that they and what was got last are likely to take
  std::size_t got_memory_ = 0;            // of that, what was got last
  double of_byte_ = 0;                    // memory that each byte of the last blocks took, at most
  std::atomic<bool> is_cutting_ = false;  // a thread uses the source
  std::exception_ptr error_{};            // the source has thrown it
  std::size_t idle_ = 0;                  // helpers that wait
  std::condition_variable work_;          // for helpers; or they are to end
  std::condition_variable done_;          // a place; or nobody uses the source any more
  bool stopped_ = false;
  std::size_t most_helpers_;
  std::vector<std::thread> helpers_;
};

}  // namespace logprobs::app

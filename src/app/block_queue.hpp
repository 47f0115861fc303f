// Blocks that are read ahead by several threads, and come out in order.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

#include "app/block_reader.hpp"

namespace logprobs::app {

/// A queue of blocks. The thread that calls get() reads blocks, too, instead of waiting.
class BlockQueue {
 public:
  /// A block, and what it has come to: nothing if it may not stand alone.
  struct Item {
    Block block{};
    Yield yield{};
  };

  /// `jobs`: how many threads read, with the one that gets; fewer if the system refuses them. No
  /// thread begins before there is work for it. The rest is as for BlockReader.
  BlockQueue(std::size_t jobs, const cli::Options& options, const MakeView& make_view);
  ~BlockQueue();
  BlockQueue(const BlockQueue&) = delete;
  BlockQueue& operator=(const BlockQueue&) = delete;

  bool empty() const { return items_.empty(); }
  /// True if more blocks would take memory, and nothing would be read sooner.
  bool full() const;
  /// Appends a block, which a thread reads if it may stand alone.
  void put(Block block);
  /// Takes out the item that was put in first. It must not be empty.
  Item get();

 private:
  enum class State { waiting, taken, done };
  struct Place {
    Item item{};
    State state = State::waiting;
  };

  Place* next_waiting();
  void read(Place& place, std::unique_lock<std::mutex>& lock);
  void help();
  void call_help();

  std::size_t jobs_;
  const cli::Options& options_;
  const MakeView& make_view_;
  std::vector<BlockReader> readers_;  // that nobody uses now; those used last are last
  std::size_t memory_ = 0;   // that all blocks are likely to take; only the owner's thread uses it
  std::deque<Place> items_;  // the owner's thread alone puts in and takes out, under the mutex
  std::mutex mutex_;         // guards a place's state, and all of it unless a thread has taken it
  std::size_t waiting_ = 0;  // places; under the mutex, as the next
  std::size_t idle_ = 0;     // helpers that wait for a block
  std::condition_variable came_;  // a block to read, or the end
  std::condition_variable done_;  // a place
  bool stopped_ = false;
  std::vector<std::thread> helpers_;
};

}  // namespace logprobs::app

#include "app/block_queue.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

#include "system/memory.hpp"
#include "system/signals.hpp"

namespace logprobs::app {
namespace {

/// Bytes of memory that what is in the queue may take, but for one block.
constexpr std::size_t most_memory = std::size_t{40} << 20;

/// What each of so many threads may keep for later: less where there are many.
std::size_t large_memory(std::size_t jobs) {
  constexpr std::size_t for_all = std::size_t{8} << 20;
  constexpr std::size_t least = std::size_t{1} << 20, most = std::size_t{4} << 20;
  return std::clamp(for_all / jobs, least, most);
}

/// A reader takes some times the memory of a block.
std::size_t largest_kept(std::size_t jobs) { return large_memory(jobs) / 4; }

}  // namespace

BlockQueue::BlockQueue(std::size_t jobs, const cli::Options& options, const MakeView& make_view)
    : jobs_(jobs), options_(options), make_view_(make_view) {
  readers_.reserve(jobs);
  system::give_memory_back(large_memory(jobs));
}

BlockQueue::~BlockQueue() {
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
  }
  came_.notify_all();
  for (std::thread& helper : helpers_) helper.join();
}

bool BlockQueue::full() const {
  return items_.size() >= 2 * jobs_ || (memory_ >= most_memory && !items_.empty());
}

void BlockQueue::put(Block block) {
  memory_ += block.memory;
  const bool reads = block.may_stand_alone;
  bool are_enough = true;
  {
    const std::lock_guard lock(mutex_);
    Place& place = items_.emplace_back();
    place.item.block = std::move(block);
    place.state = reads ? State::waiting : State::done;
    waiting_ += reads ? 1 : 0;
    are_enough = waiting_ <= idle_;
  }
  if (!reads) return;
  came_.notify_one();
  if (items_.size() > 1 && !are_enough) call_help();
}

/// Starts a thread more, unless there are as many as may be.
void BlockQueue::call_help() {
  if (helpers_.size() + 1 >= jobs_) return;
  const system::SignalsElsewhere elsewhere;
  try {
    helpers_.emplace_back([this] { help(); });
  } catch (const std::system_error&) {
    jobs_ = helpers_.size() + 1;
  }
}

BlockQueue::Item BlockQueue::get() {
  std::unique_lock lock(mutex_);
  Place& place = items_.front();
  while (place.state != State::done) {
    if (Place* const other = next_waiting()) {
      read(*other, lock);
    } else {
      done_.wait(lock);
    }
  }
  Item item = std::move(place.item);
  items_.pop_front();
  memory_ -= item.block.memory;
  return item;
}

/// The first place that no thread has taken; null if there is none.
BlockQueue::Place* BlockQueue::next_waiting() {
  const auto place = std::find_if(items_.begin(), items_.end(),
                                  [](const Place& one) { return one.state == State::waiting; });
  return place == items_.end() ? nullptr : &*place;
}

/// Reads a block, with the reader that was used last: most are never needed.
void BlockQueue::read(Place& place, std::unique_lock<std::mutex>& lock) {
  place.state = State::taken;
  --waiting_;
  if (readers_.empty()) readers_.emplace_back(options_, make_view_, largest_kept(jobs_));
  BlockReader reader = std::move(readers_.back());
  readers_.pop_back();
  lock.unlock();
  place.item.yield = reader.read(place.item.block);
  lock.lock();
  readers_.push_back(std::move(reader));
  place.state = State::done;
  done_.notify_one();
}

void BlockQueue::help() {
  std::unique_lock lock(mutex_);
  while (!stopped_) {
    if (Place* const place = next_waiting()) {
      read(*place, lock);
    } else {
      ++idle_;
      came_.wait(lock);
      --idle_;
    }
  }
}

}  // namespace logprobs::app

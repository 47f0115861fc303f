#include "app/block_queue.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

#include "system/signals.hpp"

namespace logprobs::app {
namespace {

/// Bytes of blocks that are read ahead at most, but for one block. What is made of a block takes
/// some ten times as much memory while it is read.
constexpr std::size_t most_ahead = std::size_t{6} << 20;

}  // namespace

BlockQueue::BlockQueue(std::size_t jobs, const cli::Options& options, const MakeView& make_view)
    : jobs_(jobs), options_(options), make_view_(make_view), own_(options, make_view) {}

BlockQueue::~BlockQueue() {
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
  }
  came_.notify_all();
  for (std::thread& helper : helpers_) helper.join();
}

bool BlockQueue::full() const {
  return items_.size() >= 2 * jobs_ || (bytes_ >= most_ahead && !items_.empty());
}

void BlockQueue::put(Block block) {
  bytes_ += block.size;
  const bool reads = block.may_stand_alone;
  {
    const std::lock_guard lock(mutex_);
    Place& place = items_.emplace_back();
    place.item.block = std::move(block);
    place.state = reads ? State::waiting : State::done;
  }
  if (!reads) return;
  came_.notify_one();
  if (items_.size() > 1) call_help();
}

/// Starts a thread more, unless there are enough.
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
      read(own_, *other, lock);
    } else {
      done_.wait(lock);
    }
  }
  Item item = std::move(place.item);
  items_.pop_front();
  bytes_ -= item.block.size;
  return item;
}

/// The first place that no thread has taken; null if there is none.
BlockQueue::Place* BlockQueue::next_waiting() {
  const auto place = std::find_if(items_.begin(), items_.end(),
                                  [](const Place& one) { return one.state == State::waiting; });
  return place == items_.end() ? nullptr : &*place;
}

void BlockQueue::read(BlockReader& reader, Place& place, std::unique_lock<std::mutex>& lock) {
  place.state = State::taken;
  lock.unlock();
  place.item.yield = reader.read(place.item.block);
  lock.lock();
  place.state = State::done;
  done_.notify_one();
}

void BlockQueue::help() {
  BlockReader reader(options_, make_view_);
  std::unique_lock lock(mutex_);
  while (!stopped_) {
    if (Place* const place = next_waiting()) {
      read(reader, *place, lock);
    } else {
      came_.wait(lock);
    }
  }
}

}  // namespace logprobs::app

#include "read/logits/row_queue.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

namespace logprobs::read {

RowQueue::RowQueue(const RandomFile& file, const Tensor& tensor, const Sampling& sampling,
                   std::size_t count, std::size_t helpers)
    // Twice as many as threads, so that each has one more while this one uses what is done.
    : count_(count), places_(helpers == 0 ? 1 : 2 * (1 + helpers)) {
  for (std::size_t i = 0; i <= helpers; ++i) rows_.emplace_back(file, tensor, sampling);
  threads_.reserve(helpers);
  try {
    for (std::size_t i = 1; i <= helpers; ++i) threads_.emplace_back([this, i] { help(rows_[i]); });
  } catch (const std::system_error&) {
    // The threads that did start, and this one, take all rows.
  }
}

RowQueue::~RowQueue() {
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
  }
  changed_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void RowQueue::put(std::uint64_t row, std::optional<std::uint64_t> chosen) {
  {
    const std::lock_guard lock(mutex_);
    Place& place = places_[(first_ + size_++) % places_.size()];
    place.row = row;
    place.chosen = chosen;
    place.state = State::waiting;
  }
  changed_.notify_all();
}

bool RowQueue::get(RowSteps& steps) {
  std::unique_lock lock(mutex_);
  Place& place = places_[first_];
  while (place.state != State::done) {
    if (Place* const other = next_waiting()) {
      take(rows_.front(), *other, lock);
    } else {
      changed_.wait(lock);
    }
  }
  place.state = State::free;
  first_ = (first_ + 1) % places_.size();
  --size_;
  if (place.thrown) std::rethrow_exception(std::exchange(place.thrown, nullptr));
  std::swap(steps, place.steps);
  return place.found;
}

/// The one that is needed first.
RowQueue::Place* RowQueue::next_waiting() {
  for (std::size_t i = 0; i < size_; ++i) {
    Place& place = places_[(first_ + i) % places_.size()];
    if (place.state == State::waiting) return &place;
  }
  return nullptr;
}

/// Unlocks while it takes the row.
void RowQueue::take(Rows& rows, Place& place, std::unique_lock<std::mutex>& lock) {
  place.state = State::taken;
  lock.unlock();
  try {
    place.found = rows.take(place.row, count_, place.chosen, place.steps);
  } catch (...) {
    place.thrown = std::current_exception();
  }
  lock.lock();
  place.state = State::done;
  changed_.notify_all();
}

/// What each of the other threads does.
void RowQueue::help(Rows& rows) {
  std::unique_lock lock(mutex_);
  while (!stopped_) {
    if (Place* const place = next_waiting()) {
      take(rows, *place, lock);
    } else {
      changed_.wait(lock);
    }
  }
}

std::size_t useful_helpers(std::uint64_t numbers) {
  // To start a thread takes as long as taking some hundred thousand numbers.
  constexpr std::uint64_t few = std::uint64_t{1} << 23;
  constexpr std::size_t most = 4;
  const std::size_t cores = std::max(std::thread::hardware_concurrency(), 1U);
  return numbers < few ? 0 : std::min(cores, most) - 1;
}

}  // namespace logprobs::read

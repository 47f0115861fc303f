#include "app/block_queue.hpp"

#include <algorithm>
#include <system_error>
#include <utility>

#include "system/memory.hpp"
#include "system/new_thread.hpp"
#include "system/signals.hpp"

namespace logprobs::app {
namespace {

/// Bytes of memory that what is in the queue may take, but for one block: less where there are many
/// threads, which take some themselves.
std::size_t most_memory(std::size_t jobs) {
  constexpr std::size_t for_all = std::size_t{16} << 20, of_thread = std::size_t{384} << 10;
  return for_all - std::min(jobs * of_thread, for_all / 2);
}

/// The same where blocks take more than was likely. Nothing is kept of one that comes to more.
std::size_t most_unlikely_memory(std::size_t jobs) {
  return most_memory(jobs) + (std::size_t{4} << 20);
}

/// What each of so many threads may keep for later, in bytes: less where there are many.
std::size_t kept_memory(std::size_t jobs) {
  constexpr std::size_t for_all = std::size_t{8} << 20;
  constexpr std::size_t least = std::size_t{1} << 20, most = std::size_t{4} << 20;
  return std::clamp(for_all / jobs, least, most);
}

/// Memory of so many bytes goes back to the system at once: of more than is kept, and what
/// LargePages adds to that.
std::size_t large_memory(std::size_t jobs) {
  return kept_memory(jobs) + system::LargePages::most_added;
}

/// A reader takes some times the memory of a block.
std::size_t largest_kept(std::size_t jobs) { return kept_memory(jobs) / 4; }

/// The memory with that of the block's own bytes, which are kept if they cannot be read again.
std::size_t with_bytes(const Block& block, std::size_t memory) {
  return memory + (block.source ? 0 : block.size);
}

}  // namespace

BlockQueue::BlockQueue(std::size_t jobs, BlockSource& source, const cli::Options& options,
                       const MoreViews& more_views)
    : jobs_(jobs),
      source_(source),
      options_(options),
      more_views_(more_views),
      buffers_(most_memory(jobs) / 2),
      reader_(make_reader()),
      most_helpers_(jobs - 1) {
  helpers_.reserve(jobs);
  system::give_memory_back(large_memory(jobs));
  if (source.is_large()) {
    large_pages_.emplace(kept_memory(jobs));
    const std::lock_guard lock(mutex_);
    call_help();  // a thread takes as long to begin as some blocks take
  }
}

BlockQueue::~BlockQueue() {
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
  }
  work_.notify_all();
  for (std::thread& helper : helpers_) helper.join();
}

std::optional<BlockQueue::Item> BlockQueue::get() {
  Lock lock(mutex_);
  memory_ -= std::exchange(got_memory_, 0);
  bool has_awaited = false;
  for (;;) {
    if (is_front_done()) return take_front();
    if (may_cut() && (items_.empty() || is_ready(lock))) {
      cut(lock, reader_);
    } else if (Place* const place = take_waiting()) {
      read(*place, lock, reader_);
    } else if (items_.empty() && !is_cutting_) {
      if (error_) std::rethrow_exception(error_);
      return std::nullopt;
    } else if (is_cutting_ && !std::exchange(has_awaited, true)) {
      await_cut(lock);
    } else if (!is_front_done()) {  // it may have been done while is_ready() looked
      done_.wait(lock);
    }
  }
}

bool BlockQueue::is_front_done() const {
  return !items_.empty() && items_.front().state == State::done;
}

BlockQueue::Item BlockQueue::take_front() {
  Item item = std::move(items_.front().item);
  items_.pop_front();
  got_memory_ = item.block.memory;
  if (idle_ > 0) work_.notify_one();
  return item;
}

void BlockQueue::with_source(const std::function<void()>& action) {
  Lock lock(mutex_);
  done_.wait(lock, [this] { return !is_cutting_; });
  action();
}

/// False if more blocks would take memory, and nothing would be read sooner: there are enough for
/// the others while one thread is kept long by its own.
bool BlockQueue::has_room() const {
  constexpr std::size_t for_each = 8;
  return items_.size() < for_each * jobs_ && (memory_ < most_memory(jobs_) || items_.empty());
}

bool BlockQueue::may_cut() const {
  return !is_cutting_ && !error_ && has_room() && source_.has_more();
}

/// Looks whether a block comes without a wait. That takes a moment, so others go on meanwhile.
bool BlockQueue::is_ready(Lock& lock) {
  if (source_.is_for_any_thread()) return true;
  is_cutting_ = true;
  lock.unlock();
  const bool ready = source_.is_ready();
  lock.lock();
  is_cutting_ = false;
  return ready;
}

/// Takes a block from the source, and reads it if there is no other for this thread.
void BlockQueue::cut(Lock& lock, BlockReader& reader) {
  is_cutting_ = true;
  const bool reads_itself = source_.is_for_any_thread();
  const std::size_t most = most_block();
  lock.unlock();
  Block block;
  std::exception_ptr error;
  bool comes_more = false;
  try {
    block = source_.next(most);
    comes_more = source_.has_more() && source_.is_ready();
  } catch (...) {
    error = std::current_exception();
  }
  lock.lock();
  is_cutting_ = false;
  error_ = error;
  done_.notify_one();
  if (error_) return;
  // No other thread is needed for all there is, and then it is shown as it grows.
  if (items_.empty() && !comes_more) block.may_stand_alone = false;
  Place& place = items_.emplace_back();
  place.item.block = std::move(block);
  expect_memory(place.item.block);
  const bool stands_alone = place.item.block.may_stand_alone;
  const bool is_for_this = stands_alone && reads_itself;
  place.state = is_for_this ? State::taken : stands_alone ? State::waiting : State::done;
  const bool is_more_work = reads_itself ? comes_more && has_room() : stands_alone;
  if (is_more_work) call_help();
  if (is_for_this) read(place, lock, reader);
}

/// How many bytes of a file have some pieces of text, which stay in a core's cache.
std::size_t BlockQueue::most_block() const {
  constexpr double text = 8.0 * View::much, least = 16 << 10;
  return static_cast<std::size_t>(std::max(text / std::max(of_byte_, 1.0), least));
}

/// Counts what a block is likely to take: as much as those before it, if they took more than they
/// seemed to. One for which there is no room is read by what shows blocks in order.
void BlockQueue::expect_memory(Block& block) {
  constexpr double kept = 0.95;  // how much of what is known counts for the next block
  const auto learned = static_cast<std::size_t>(static_cast<double>(block.size) * of_byte_);
  of_byte_ *= kept;
  if (learned > most_unlikely_memory(jobs_)) {
    block.may_stand_alone = false;
  } else if (block.may_stand_alone) {
    block.memory = std::max(block.memory, learned);
  }
  memory_ += block.memory;
}

/// Waits a moment for a thread that takes a block: that is likely to take less time than to sleep
/// and to be woken.
void BlockQueue::await_cut(Lock& lock) const {
  constexpr int most = 1000;
  lock.unlock();
  for (int i = 0; i < most && is_cutting_; ++i) std::this_thread::yield();
  lock.lock();
}

/// Wakes a thread that waits, or starts one more, unless there are as many as may be.
void BlockQueue::call_help() {
  if (idle_ > 0) return work_.notify_one();
  if (stopped_ || helpers_.size() >= most_helpers_) return;
  if (!large_pages_) large_pages_.emplace(kept_memory(jobs_));
  try {
    const system::SignalsElsewhere elsewhere;
    helpers_.emplace_back([this] { help(); });
  } catch (const std::system_error&) {
    most_helpers_ = helpers_.size();
    return;
  }
  system::begin_on_other_core(helpers_.back());
}

/// Takes the first place that no thread has taken; null if there is none.
BlockQueue::Place* BlockQueue::take_waiting() {
  const auto place = std::find_if(items_.begin(), items_.end(),
                                  [](const Place& one) { return one.state == State::waiting; });
  if (place == items_.end()) return nullptr;
  place->state = State::taken;
  return &*place;
}

BlockReader BlockQueue::make_reader() {
  return {options_, more_views_, buffers_, largest_kept(jobs_)};
}

/// Reads a place that is taken.
void BlockQueue::read(Place& place, Lock& lock, BlockReader& reader) {
  lock.unlock();
  Block& block = place.item.block;
  bool is_kept = true;
  place.item.yield = reader.read(block, [&](std::size_t memory) {
    is_kept = may_keep(block, memory);
    return is_kept;
  });
  if (block.source) block.data.reset();  // it is likely not to be needed again
  lock.lock();
  std::size_t memory = place.item.yield.memory;
  if (!is_kept) {
    place.item.yield = {.is_good = false};
    block.may_stand_alone = false;
    count_memory(block, block.size);
    memory = 2 * most_unlikely_memory(jobs_);  // nobody knows how much it would have been
  } else if (is_text_alone(place.item.yield)) {
    count_memory(block, with_bytes(block, memory));
  }
  const std::size_t size = std::max<std::size_t>(block.size, 1);
  of_byte_ = std::max(of_byte_, static_cast<double>(memory) / static_cast<double>(size));
  place.state = State::done;
  done_.notify_one();
}

/// Whether Yield::memory is all that it takes. What views count takes more, and so do answers.
bool BlockQueue::is_text_alone(const Yield& yield) const {
  return more_views_.make && !more_views_.sum && yield.is_good && !yield.open;
}

void BlockQueue::count_memory(Block& block, std::size_t memory) {
  memory_ += memory - std::exchange(block.memory, memory);
}

/// Whether a block may take so much memory; if it was not likely to, others may leave no room.
bool BlockQueue::may_keep(Block& block, std::size_t memory) {
  memory = with_bytes(block, memory);
  if (memory <= block.memory) return true;
  count_memory(block, memory);
  return memory_ <= most_unlikely_memory(jobs_);
}

void BlockQueue::help() {
  const system::LargePages large_pages(kept_memory(jobs_));
  BlockReader reader = make_reader();
  Lock lock(mutex_);
  bool has_awaited = false;
  while (!stopped_) {
    if (Place* const place = take_waiting()) {
      read(*place, lock, reader);
    } else if (may_cut() && source_.is_for_any_thread()) {
      cut(lock, reader);
    } else if (is_cutting_ && !std::exchange(has_awaited, true)) {
      await_cut(lock);
      continue;
    } else {
      ++idle_;
      work_.wait(lock);
      --idle_;
    }
    has_awaited = false;
  }
}

}  // namespace logprobs::app

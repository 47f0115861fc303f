// Rows that are taken ahead, so that all cores of the processor have something to do.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "read/logits/rows.hpp"

namespace logprobs::read {

/// A queue of rows, from which their distributions come out.
class RowQueue {
 public:
  /// `helpers`: how many more threads take rows; fewer if the system refuses them. With helpers,
  /// reading `file` must be safe for several threads. The others as for Rows.
  RowQueue(const RandomFile& file, const Tensor& tensor, const Sampling& sampling,
           std::size_t count, std::size_t helpers);
  ~RowQueue();

  bool full() const { return size_ == places_.size(); }
  bool empty() const { return size_ == 0; }
  /// Puts a row in. It must not be full.
  void put(std::uint64_t row, std::optional<std::uint64_t> chosen);
  /// Gets the distributions of the row that was put in first, and takes it out. False if the file
  /// no longer has it. Throws what reading threw. It must not be empty.
  bool get(RowSteps& steps);

 private:
  enum class State { free, waiting, taken, done };
  struct Place {
    State state = State::free;
    std::uint64_t row = 0;
    std::optional<std::uint64_t> chosen{};
    bool found = false;
    std::exception_ptr thrown{};
    RowSteps steps{};
  };

  Place* next_waiting();
  void take(Rows& rows, Place& place, std::unique_lock<std::mutex>& lock);
  void help(Rows& rows);

  std::size_t count_;
  std::vector<Place> places_;  // a ring
  std::size_t first_ = 0;      // of places_
  std::size_t size_ = 0;
  std::mutex mutex_;  // guards all of a place, unless a thread has taken it
  std::condition_variable changed_;
  bool stopped_ = false;
  std::deque<Rows> rows_;  // each thread's, this one's first
  std::vector<std::thread> threads_;
};

/// How many helpers are worth starting for this many numbers.
std::size_t useful_helpers(std::uint64_t numbers);

}  // namespace logprobs::read

// The answers of a session, of which several may be open at a time.
#pragma once

#include <deque>
#include <memory>
#include <vector>

#include "read/join/assembly.hpp"

namespace logprobs::read {

/// Puts the items of a Realtime session together, an answer each. Their events are interleaved:
/// what a person said is transcribed while the model answers.
class Items {
 public:
  explicit Items(const ReadOptions& options) : options_(options) {}

  /// Appends a part to the item that has its id, or begins one with it. An item is finished when
  /// its end sign came, or when too many others have begun since.
  void add(Answer& part, const Aside& aside);
  /// Finishes all items that are open.
  void finish();
  /// Makes the next finished item the answer(); false if there is none.
  bool next();
  /// True if more items are finished, and still to be found, than should wait for anything.
  bool many_are_finished() const;
  /// True if no item is open, or finished and still to be found.
  bool empty() const { return open_.empty() && finished_.empty(); }
  /// The item that next() found.
  const Answer& answer() const { return current_->answer(); }

 private:
  void finish(std::size_t place);

  const ReadOptions& options_;
  std::vector<std::unique_ptr<Assembly>> open_;  // in the order in which they began
  std::deque<std::unique_ptr<Assembly>> finished_;
  std::unique_ptr<Assembly> current_;
};

}  // namespace logprobs::read

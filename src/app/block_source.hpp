// Where a queue's blocks come from.
#pragma once

#include "app/block.hpp"

namespace logprobs::app {

/// Gives blocks, one after another. One thread at a time uses it.
class BlockSource {
 public:
  virtual ~BlockSource() = default;
  virtual bool has_more() const = 0;
  /// True if the file that comes next is large.
  virtual bool is_large() const = 0;
  /// False if next() might wait.
  virtual bool is_ready() = 0;
  /// True if any thread may call next(), for it never waits, and blocks are likely to stand alone.
  virtual bool is_for_any_thread() const = 0;
  /// `most`: about how many bytes, at most; more only where lines are long.
  virtual Block next(std::size_t most) = 0;
};

}  // namespace logprobs::app

#include "app/block_buffers.hpp"

#include <utility>

namespace logprobs::app {

std::shared_ptr<char[]> BlockBuffers::take(std::size_t least) {
  if (least > size_) return std::make_shared_for_overwrite<char[]>(size_for(least));
  std::unique_ptr<char[]> buffer;
  {
    const std::lock_guard lock(mutex_);
    if (!kept_.empty()) {
      buffer = std::move(kept_.back());
      kept_.pop_back();
    }
  }
  if (!buffer) buffer = std::make_unique_for_overwrite<char[]>(size_);
  const auto give_back = [self = shared_from_this()](char* bytes) {
    self->keep(std::unique_ptr<char[]>(bytes));
  };
  return {buffer.release(), give_back};
}

void BlockBuffers::keep(std::unique_ptr<char[]> buffer) {
  const std::lock_guard lock(mutex_);
  if (kept_.size() < most_kept_) kept_.push_back(std::move(buffer));
}

}  // namespace logprobs::app

// The memory of blocks.
#pragma once

#include <cstddef>
#include <memory>
#include <mutex>
#include <vector>

namespace logprobs::app {

/// Gives memory of one size again and again, that which came back last first: it is the likeliest
/// to be in a cache. It comes back by itself, from any thread.
class BlockBuffers : public std::enable_shared_from_this<BlockBuffers> {
 public:
  /// `size`: in bytes. `most`: how many are kept for later.
  BlockBuffers(std::size_t size, std::size_t most) : size_(size), most_kept_(most) {}

  /// At least `least` bytes.
  std::shared_ptr<char[]> take(std::size_t least);
  /// How many bytes take(least) gives.
  std::size_t size_for(std::size_t least) const { return least <= size_ ? size_ : 2 * least; }

 private:
  void keep(std::unique_ptr<char[]> buffer);

  std::size_t size_;
  std::size_t most_kept_;
  std::mutex mutex_;  // guards what follows
  std::vector<std::unique_ptr<char[]>> kept_;
};

}  // namespace logprobs::app

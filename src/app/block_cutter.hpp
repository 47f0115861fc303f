// Cuts a file into blocks at line ends.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "app/block.hpp"
#include "app/block_buffers.hpp"
#include "cli/options.hpp"
#include "system/input.hpp"

namespace logprobs::app {

/// How large blocks are, in bytes.
struct BlockSizes {
  std::size_t usual = 0;        ///< of one with lines that are shorter than this
  std::size_t most = 0;         ///< of one that may stand alone, for one longer line
  std::size_t most_memory = 0;  ///< that reading one that may stand alone is likely to take
};

/// Cuts one file. A block may stand alone if it begins and ends where a line begins with a bracket,
/// as values do. That is a guess, for the bracket may be inside a value.
class BlockCutter {
 public:
  /// `file`: of Options::replay. Only what is read of it is cut. `buffers`: shared with the
  /// cutters of other files.
  BlockCutter(std::size_t file, const cli::Options& options, const BlockSizes& sizes,
              std::shared_ptr<BlockBuffers> buffers);

  /// Waits for the next block, of at most about `most` bytes even if usual ones are larger. None
  /// comes after one that is the last of its file. After a signal, a block may have no bytes.
  Block next(std::size_t most = SIZE_MAX);
  /// False if next() might wait.
  bool is_ready() { return next_.size > 0 || input_.is_ready(); }
  /// True if next() never waits, and blocks are likely to stand alone.
  bool is_for_any_thread() const { return guesses_ && input_.never_waits(); }
  /// From now on no block may stand alone: the file is no run of values in lines.
  void stop_guessing() { guesses_ = false; }

 private:
  void make_room(Block& block, std::size_t size);
  bool fill(Block& block, std::size_t size);
  std::shared_ptr<const system::RandomAccess> open_again(const Block& block);
  void look_at_front(std::string_view text);
  std::uint64_t cut_values(Block& block, bool is_full);
  std::uint64_t cut_part(Block& block);
  void end_at(Block& block, std::size_t end);
  void take_rest(Block& block);

  BlockSizes sizes_;
  std::size_t usual_;                                  // of the block that is being read, in bytes
  std::shared_ptr<const system::RandomAccess> again_;  // the same file, to read a block again
  system::Input input_;
  std::shared_ptr<BlockBuffers> buffers_;
  Block next_;                // where it begins, and what the one before left to it
  std::size_t capacity_ = 0;  // of the block that is being read, in bytes
  bool is_first_ = true;      // the next block is
  bool guesses_ = true;
  bool in_line_ = false;  // the next block begins within a line or a value
};

}  // namespace logprobs::app

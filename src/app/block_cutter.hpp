// Cuts a file into blocks at line ends.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "app/block.hpp"
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
  /// `file`: of Options::replay. Only what is read of it is cut.
  BlockCutter(std::size_t file, const cli::Options& options, const BlockSizes& sizes);

  /// Waits for the next block. None comes after one that is the last of its file. After a signal, a
  /// block may have no bytes.
  Block next();
  /// False if next() might wait.
  bool is_ready() { return !rest_.empty() || input_.is_ready(); }
  /// From now on no block may stand alone: the file is no run of values in lines.
  void stop_guessing() { guesses_ = false; }

 private:
  bool fill(Block& block, std::size_t capacity);
  void look_at_front(std::string_view text);
  void cut(Block& block, std::size_t end, bool is_full);

  std::size_t file_;
  BlockSizes sizes_;
  system::Input input_;
  Beginning begin_;       // of the next block
  std::string rest_;      // of the bytes that were read: the next block begins with them
  bool is_first_ = true;  // the next block is
  bool guesses_ = true;
  bool in_line_ = false;  // the next block begins within a line or a value
};

}  // namespace logprobs::app

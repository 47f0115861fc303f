// Cuts all files of --replay into blocks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

#include "app/block_buffers.hpp"
#include "app/block_cutter.hpp"
#include "app/block_source.hpp"
#include "cli/options.hpp"

namespace logprobs::app {

/// The blocks of every file that has a part to read, in order.
class FileBlocks : public BlockSource {
 public:
  FileBlocks(const cli::Options& options, const BlockSizes& sizes);

  bool has_more() const override;
  bool is_large() const override;
  bool is_ready() override;
  bool is_for_any_thread() const override;
  Block next(std::size_t most) override;
  /// No more blocks of this file may stand alone, if any come.
  void stop_guessing(std::size_t file);
  /// No more blocks of this file come.
  void leave(std::size_t file);

 private:
  bool is_being_cut(std::size_t file) const { return cutter_ && cut_file_ == file; }
  void pass_over_unread();
  std::optional<std::uint64_t> next_size() const;

  const cli::Options& options_;
  BlockSizes sizes_;
  std::shared_ptr<BlockBuffers> buffers_;  // of all cutters
  std::size_t next_file_ = 0;              // that has a part to read
  std::size_t cut_file_ = 0;
  std::unique_ptr<BlockCutter> cutter_;  // of that file, until its end
};

}  // namespace logprobs::app

// Shows saved responses that several threads read.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "app/block_queue.hpp"
#include "app/block_reader.hpp"
#include "app/file_blocks.hpp"
#include "app/part_log.hpp"
#include "app/presenter.hpp"
#include "app/writer.hpp"
#include "cli/options.hpp"
#include "logprobs/logits.hpp"

namespace logprobs::app {

/// Called after `size` more bytes were shown.
using AfterBytes = std::function<void(std::size_t size)>;

/// Shows every answer of every source of --replay, in order: the same bytes and messages as one
/// thread would. Blocks that may stand alone are read ahead. Where that guess was wrong, what was
/// open before goes on through them.
class BlockReplay {
 public:
  /// `more_views`: as for BlockReader. `view` is what all is shown with in the end.
  BlockReplay(const cli::Options& options, std::size_t jobs, const MoreViews& more_views,
              View& view, PartLog& parts, Presenter& presenter, Writer& writer);

  void run(const AfterBytes& after);

 private:
  void accept(BlockQueue::Item& item);
  void show(Section& section);
  void show(Yield& yield);
  void follow(const Block& block, Yield& yield);
  void leave(std::size_t file);
  bool follow_up_to(const std::optional<Beginning>& until);
  void end_file(const Block& block);
  const std::string& name(std::size_t file) const { return options_.replay[file]; }

  const cli::Options& options_;
  View& view_;
  PartLog& parts_;
  Presenter& presenter_;
  Writer& writer_;
  FileBlocks blocks_;
  BlockQueue queue_;
  std::optional<Tokenizer> tokenizer_;  // of raw logits; it can be read only once from a pipe
  std::unique_ptr<Reader> open_;        // of what is open where the next block begins
  bool is_over_ = false;                // its file, of which it reads no more
  std::optional<std::size_t> left_;     // the last file that was left before its end
  int wrong_ = 0;                       // guesses in a row that a block may stand alone
};

}  // namespace logprobs::app

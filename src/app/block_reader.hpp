// Reads, judges and shows a block of a file, apart from what is before it.
#pragma once

#include <cstddef>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "app/block.hpp"
#include "app/presenter.hpp"
#include "app/text_buffers.hpp"
#include "cli/options.hpp"
#include "logprobs/read.hpp"
#include "logprobs/show.hpp"

namespace logprobs::app {

/// What the answers in a section of a block have come to.
struct Section {
  std::vector<Shown> shown{};    ///< in this order, each with its messages
  std::vector<Found> found{};    ///< instead, for a view that shows in order
  std::unique_ptr<View> view{};  ///< one that sums, which has counted them
  Course course{};
  std::exception_ptr error{};  ///< ended it
};

/// What a block has come to, read as if no answer were open where it begins. If one is, its reader
/// goes on into the block, up to `cut`: there both readers found that nothing is open, so what
/// follows is right either way.
struct Yield {
  bool is_good = true;     ///< false: the reader of what is before it reads it again
  std::size_t memory = 0;  ///< bytes that what is shown takes, or the fields of what was found
  Section head{};
  std::optional<Beginning> cut{};  ///< where `rest` begins; absent: `head` is all
  Section rest{};
  std::unique_ptr<Reader> open{};  ///< what goes on after the block; null: nothing is open there
};

/// Makes more views of one output.
struct MoreViews {
  std::function<std::unique_ptr<View>()> make{};  ///< null for a view that shows in order
  bool sum = false;                               ///< they sum; else they are independent
};

/// Asked now and then while a block is read, with Yield::memory so far. False: it is too much, and
/// the block does not come to anything.
using MayKeep = std::function<bool(std::size_t memory)>;

/// Reads blocks, one after another. Each thread has one.
class BlockReader {
 public:
  /// Without more views, answers are judged, and not shown. All of these must outlive this.
  /// `largest_kept`: in bytes; after a larger block, its memory is given back.
  BlockReader(const cli::Options& options, const MoreViews& more_views, TextBuffers& buffers,
              std::size_t largest_kept)
      : options_(options),
        more_views_(more_views),
        buffers_(buffers),
        largest_kept_(largest_kept) {}

  Yield read(const Block& block, const MayKeep& may_keep);

 private:
  class SectionMaker;

  Reader& reader_for(const Block& block);
  bool show_all(Reader& reader, Yield& yield, const MayKeep& may_keep) const;

  const cli::Options& options_;
  const MoreViews& more_views_;
  TextBuffers& buffers_;
  std::size_t largest_kept_;
  std::unique_ptr<Reader> reader_;  // of the last block, if it may go on elsewhere
  std::size_t file_ = 0;            // of it
};

}  // namespace logprobs::app

#include "app/file_blocks.hpp"

#include <string>
#include <utility>

#include "app/logits.hpp"
#include "app/part_log.hpp"
#include "system/input.hpp"

namespace logprobs::app {
namespace {

/// As many as come back at a time: a file of one block keeps its bytes until it is shown, and
/// eight of them may wait for each thread.
constexpr std::size_t kept_buffers = 16;

}  // namespace

FileBlocks::FileBlocks(const cli::Options& options, const BlockSizes& sizes)
    : options_(options),
      sizes_(sizes),
      buffers_(std::make_shared<BlockBuffers>(4 * sizes.usual, kept_buffers)) {
  pass_over_unread();
}

void FileBlocks::pass_over_unread() {
  while (next_file_ < options_.replay.size() && !has_part(options_, next_file_)) ++next_file_;
}

bool FileBlocks::has_more() const { return cutter_ || next_file_ < options_.replay.size(); }

/// In bytes; absent if the next file may be a pipe.
std::optional<std::uint64_t> FileBlocks::next_size() const {
  return system::total_size({&options_.replay[next_file_], 1});
}

bool FileBlocks::is_large() const {
  return next_file_ < options_.replay.size() && next_size() > 16 * sizes_.usual;
}

bool FileBlocks::is_ready() { return cutter_ ? cutter_->is_ready() : next_size().has_value(); }

bool FileBlocks::is_for_any_thread() const {
  return cutter_ ? cutter_->is_for_any_thread() : next_size().has_value();
}

Block FileBlocks::next(std::size_t most) {
  if (!cutter_) {
    const std::size_t file = cut_file_ = next_file_++;
    pass_over_unread();
    if (is_logits_file(options_.replay[file])) {
      Block block{.file = file};
      block.logits = block.last = true;
      return block;
    }
    cutter_ = std::make_unique<BlockCutter>(file, options_, sizes_, buffers_);
  }
  Block block = cutter_->next(most);
  if (block.last) cutter_.reset();
  return block;
}

void FileBlocks::stop_guessing(std::size_t file) {
  if (is_being_cut(file)) cutter_->stop_guessing();
}

void FileBlocks::leave(std::size_t file) {
  if (is_being_cut(file)) cutter_.reset();
}

}  // namespace logprobs::app

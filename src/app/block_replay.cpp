#include "app/block_replay.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "app/logits.hpp"
#include "app/source.hpp"
#include "logprobs/error.hpp"
#include "system/signals.hpp"

namespace logprobs::app {
namespace {

/// Blocks are small where there are many threads, since each has some.
std::size_t usual_block(std::size_t jobs) {
  constexpr std::size_t for_all = std::size_t{2} << 20;
  constexpr std::size_t least = std::size_t{64} << 10, most = std::size_t{256} << 10;
  return std::clamp(for_all / jobs, least, most);
}

constexpr std::size_t most_block = std::size_t{4} << 20;
constexpr std::size_t most_block_memory = std::size_t{56} << 20;  // of one that may stand alone
constexpr int most_wrong = 2;

}  // namespace

BlockReplay::BlockReplay(const cli::Options& options, std::size_t jobs, const MoreViews& more_views,
                         View& view, PartLog& parts, Presenter& presenter, Writer& writer)
    : options_(options),
      view_(view),
      parts_(parts),
      presenter_(presenter),
      writer_(writer),
      blocks_(options,
              {options.block_bytes.value_or(usual_block(jobs)), most_block, most_block_memory}),
      queue_(jobs, blocks_, options, more_views) {}

void BlockReplay::run(const AfterBytes& after) {
  writer_.put(presenter_.shown);  // how the view begins
  while (!writer_.stopped()) {
    std::optional<BlockQueue::Item> item = queue_.get();
    if (!item) break;
    accept(*item);
    after(item->block.size);
  }
}

void BlockReplay::accept(BlockQueue::Item& item) {
  const Block& block = item.block;
  if (left_ == block.file) return;
  if (block.logits) {
    show_logits(name(block.file), options_, tokenizer_, presenter_, writer_);
  } else if (open_ || !block.may_stand_alone || !item.yield.is_good) {
    follow(block, item.yield);
  } else {
    show(item.yield);
  }
  if (!block.problem.empty()) presenter_.fail(name(block.file), block.problem, ExitCode::failed);
  const bool ends = block.last || is_over_;
  if (ends && !writer_.stopped()) end_file(block);
}

/// Shows what a block has come to, before which nothing is open.
void BlockReplay::show(Yield& yield) {
  wrong_ = 0;
  show(yield.head);
  if (yield.cut) show(yield.rest);
  open_ = std::move(yield.open);
}

void BlockReplay::show(Section& section) {
  writer_.put(section.shown);
  queue_.take_back(section.shown);
  for (Found& found : section.found) {
    if (writer_.stopped()) return;
    presenter_.take(found);
    if (!presenter_.shown.said.empty()) writer_.put(presenter_.shown);
  }
  writer_.put(presenter_.shown);
  if (section.view) view_.absorb(*section.view);
  presenter_.add(section.course);
  if (section.error) std::rethrow_exception(section.error);
}

/// Reads a block after what is before it, up to where its own reader found nothing open.
void BlockReplay::follow(const Block& block, Yield& yield) {
  if (!open_)
    open_ = std::make_unique<Reader>(read_options(name(block.file), options_, block.begin));
  const std::shared_ptr<const char[]> bytes = block.bytes();
  if (!bytes) {
    throw Error(ExitCode::failed,
                fmt::format("{} became shorter while it was read", name(block.file)));
  }
  open_->share(bytes, block.size);
  if (block.last && block.problem.empty()) open_->finish();
  if (follow_up_to(yield.cut)) {
    wrong_ = 0;
    show(yield.rest);
    open_ = std::move(yield.open);
    return;
  }
  if (block.may_stand_alone && ++wrong_ == most_wrong) {
    queue_.with_source([&] { blocks_.stop_guessing(block.file); });
  }
  if (open_->resumes_at() == block.end()) open_.reset();
}

/// Shows what is open and what follows it in the bytes so far. True if it comes to a place where
/// nothing is open, which is `until`.
bool BlockReplay::follow_up_to(const std::optional<Beginning>& until) {
  bool is_there = false;
  while (!is_there && !writer_.stopped()) {
    const Event event = take_next(*open_, presenter_, writer_);
    if (event == Event::needs_bytes) break;
    if (event == Event::end) {
      is_over_ = true;
      break;
    }
    is_there = until && event != Event::grown && open_->resumes_at() == until;
  }
  writer_.put(presenter_.shown);
  return is_there;
}

/// Reads no more of a file.
void BlockReplay::leave(std::size_t file) {
  left_ = file;
  queue_.with_source([&] { blocks_.leave(file); });
}

void BlockReplay::end_file(const Block& block) {
  if (!block.last) leave(block.file);
  open_.reset();
  is_over_ = false;
  wrong_ = 0;
  if (block.problem.empty()) parts_.end(block.file, block.line_ends);
  if (!block.logits && block.problem.empty()) {
    warn_of_unused(name(block.file), options_, presenter_);
  }
  writer_.put(presenter_.shown);
  writer_.end_source();
}

}  // namespace logprobs::app

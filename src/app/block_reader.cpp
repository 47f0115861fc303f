#include "app/block_reader.hpp"

#include <utility>

#include "app/source.hpp"

namespace logprobs::app {

/// Fills a section.
class BlockReader::SectionMaker {
 public:
  /// Adds to `memory` what it takes.
  SectionMaker(const BlockReader& reader, Section& section, std::size_t& memory,
               const MayKeep& may_keep)
      : options_(reader.options_),
        buffers_(reader.buffers_),
        section_(section),
        memory_(memory),
        may_keep_(may_keep) {
    const MoreViews& more_views = reader.more_views_;
    if (!more_views.make) return;
    section.view = more_views.make();
    presenter_.emplace(options_, *section.view, Origin::files);
    presenter_->let_put([this] { put(); });
  }

  void take(Event event, const Reader& reader) {
    if (presenter_) return show(event, reader);
    Found& found = section_.found.emplace_back();
    found.event = event;
    if (event == Event::broken) {
      found.answer.source = reader.answer().source;
      found.problem = reader.problem();
      return;
    }
    found.answer = reader.answer();
    judge(found.answer, options_, true, found.report);
    std::size_t memory = sizeof(Found);
    for (const Field& field : found.answer.fields) memory += field.value.capacity();
    add(memory);
  }

  void end() {
    if (!presenter_) return;
    put();
    section_.course = presenter_->course();
  }

  bool is_kept() const { return is_kept_; }

 private:
  void show(Event event, const Reader& reader) {
    presenter_->take(event, reader.answer(), reader.problem(), false);
    if (presenter_->shown.is_due()) put();
  }

  /// Ends a piece. After one with much text, the next is likely to have as much.
  void put() {
    Shown& shown = section_.shown.emplace_back(std::exchange(presenter_->shown, {}));
    const bool is_much = shown.out.size() >= View::much;
    if (shown.out.empty()) buffers_.take_back(shown.out);
    add(shown.memory());
    if (is_much) presenter_->shown.out = buffers_.take();
    if (!is_kept_) buffers_.take_back(section_.shown);
  }

  void add(std::size_t memory) {
    memory_ += memory;
    is_kept_ = is_kept_ && may_keep_(memory_);
  }

  const cli::Options& options_;
  TextBuffers& buffers_;
  Section& section_;
  std::size_t& memory_;
  const MayKeep& may_keep_;
  bool is_kept_ = true;
  std::optional<Presenter> presenter_;
};

/// The reader of the last block, if nothing is open there; else a new one.
Reader& BlockReader::reader_for(const Block& block) {
  if (reader_ && file_ == block.file && block.begin.goes_on) {
    reader_->move_to(block.begin);
  } else {
    reader_ =
        std::make_unique<Reader>(read_options(options_.replay[block.file], options_, block.begin));
    file_ = block.file;
  }
  return *reader_;
}

Yield BlockReader::read(const Block& block, const MayKeep& may_keep) {
  Yield yield;
  try {
    Reader& reader = reader_for(block);
    reader.share(block.data, block.size);
    if (block.last && block.problem.empty()) reader.finish();
    if (!show_all(reader, yield, may_keep)) {
      reader_.reset();
      return {.is_good = false, .memory = yield.memory};
    }
  } catch (...) {
    (yield.cut ? yield.rest : yield.head).error = std::current_exception();
    reader_.reset();
  }
  if (reader_ && reader_->resumes_at() != block.end()) yield.open = std::move(reader_);
  if (block.last || block.size > largest_kept_) reader_.reset();
  if (reader_) reader_->move_to(block.end());  // lets go of the block's bytes
  return yield;
}

/// Shows what a block has. False if it takes too much memory, or, without more views, if an answer
/// has begun that does not end in it: the view may show it as it grows.
bool BlockReader::show_all(Reader& reader, Yield& yield, const MayKeep& may_keep) const {
  std::optional<SectionMaker> section;
  section.emplace(*this, yield.head, yield.memory, may_keep);
  while (section->is_kept()) {
    const Event event = reader.next();
    if (event == Event::needs_bytes || event == Event::end) break;
    if (event == Event::grown) {
      if (!more_views_.make) return false;
      continue;
    }
    section->take(event, reader);
    if (yield.cut) continue;
    yield.cut = reader.resumes_at();
    if (!yield.cut) continue;
    section->end();
    if (!section->is_kept()) return false;
    section.emplace(*this, yield.rest, yield.memory, may_keep);
  }
  section->end();
  return section->is_kept();
}

}  // namespace logprobs::app

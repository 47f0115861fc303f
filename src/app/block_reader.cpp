#include "app/block_reader.hpp"

#include <utility>

#include "app/source.hpp"

namespace logprobs::app {

/// Fills a section.
class BlockReader::SectionMaker {
 public:
  SectionMaker(const cli::Options& options, const MakeView& make_view, Section& section)
      : options_(options), section_(section) {
    if (!make_view) return;
    section.view = make_view();
    presenter_.emplace(options, *section.view, Origin::files);
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
  }

  void end() {
    if (!presenter_) return;
    put();
    section_.course = presenter_->course();
  }

 private:
  void show(Event event, const Reader& reader) {
    presenter_->take(event, reader.answer(), reader.problem(), false);
    if (presenter_->shown.is_due()) put();
  }

  /// Once there is much text, its pieces have one size, so that the memory of one that is written
  /// fits the next.
  void put() {
    section_.shown.push_back(std::exchange(presenter_->shown, {}));
    const bool is_much = section_.shown.back().out.size() >= View::much;
    if (is_much) presenter_->shown.out.reserve(View::much + View::much / 8);
  }

  const cli::Options& options_;
  Section& section_;
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

Yield BlockReader::read(const Block& block) {
  Yield yield;
  try {
    Reader& reader = reader_for(block);
    reader.share(block.data, block.size);
    if (block.last && block.problem.empty()) reader.finish();
    if (!show_all(reader, yield)) {
      reader_.reset();
      return {.is_good = false};
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

/// Shows what a block has. False, without `make_view`, if an answer has begun that does not end in
/// it: the view may show it as it grows.
bool BlockReader::show_all(Reader& reader, Yield& yield) const {
  std::optional<SectionMaker> section;
  section.emplace(options_, make_view_, yield.head);
  for (;;) {
    const Event event = reader.next();
    if (event == Event::needs_bytes || event == Event::end) break;
    if (event == Event::grown) {
      if (!make_view_) return false;
      continue;
    }
    section->take(event, reader);
    if (yield.cut) continue;
    yield.cut = reader.resumes_at();
    if (!yield.cut) continue;
    section->end();
    section.emplace(options_, make_view_, yield.rest);
  }
  section->end();
  return true;
}

}  // namespace logprobs::app

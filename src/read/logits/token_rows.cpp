#include "read/logits/token_rows.hpp"

namespace logprobs::read {

TokenRows::TokenRows(const RandomFile& file, const RandomFile& ids, const Run& run,
                     const Sampling& sampling, std::size_t count, std::optional<std::uint64_t> only,
                     std::optional<std::size_t> helpers)
    : run_(run),
      ids_(run, ids, file),
      rows_(file, run.logits, sampling, count,
            helpers.value_or(useful_helpers(run.rows * (only ? 1 : run.batch) * run.vocabulary))),
      token_(run.first()) {
  for (std::uint64_t number = 0; number < run.batch; ++number) {
    if (!only || *only == number) sequences_.push_back({number});
  }
}

TokenRows::Next TokenRows::next(TokenRow& row, RowSteps& steps) {
  for (;;) {
    fill();
    if (queued_.empty()) return cut_ ? Next::cut : Next::end;
    row = queued_.front();
    queued_.pop_front();
    const bool found = rows_.get(steps);
    if (sequences_[row.sequence].ended) continue;
    return found ? Next::row : Next::cut;
  }
}

/// Puts rows into the queue until it is full.
void TokenRows::fill() {
  const std::uint64_t length = sequences_.empty() ? 0 : run_.length;
  while (token_ < length && !cut_ && !rows_.full()) {
    if (!sequences_[sequence_].ended) put(sequence_);
    if (++sequence_ < sequences_.size()) continue;
    sequence_ = 0;
    ++token_;
  }
}

void TokenRows::put(std::size_t sequence) {
  const std::uint64_t number = sequences_[sequence].number;
  if (ids_.is_padding(number, token_)) return;
  std::int64_t id = 0;
  cut_ = !ids_.read(number, token_, id);
  if (cut_) return;
  const bool known = id >= 0 && static_cast<std::uint64_t>(id) < run_.vocabulary;
  rows_.put(run_.row_of(number, token_),
            known ? std::optional(static_cast<std::uint64_t>(id)) : std::nullopt);
  const bool after_padding = run_.layout == Layout::forward && ids_.is_padding(number, token_ - 1);
  queued_.push_back({sequence, id, after_padding});
}

}  // namespace logprobs::read

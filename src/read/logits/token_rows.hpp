// The tokens of a run, one after another, and the distributions of their rows.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "read/logits/layout.hpp"
#include "read/logits/row_queue.hpp"
#include "read/logits/token_ids.hpp"

namespace logprobs::read {

/// A token that has a row.
struct TokenRow {
  std::size_t sequence = 0;    ///< a place in TokenRows::sequences()
  std::int64_t id = 0;         ///< of the token
  bool after_padding = false;  ///< its row says what follows padding, not what follows a token
};

/// Reads the next token of each sequence, then the one after it, and their rows ahead.
class TokenRows {
 public:
  struct Sequence {
    std::uint64_t number = 0;  ///< of the batch
    bool ended = false;
  };
  enum class Next { row, end, cut };

  /// `only`: the number of the one sequence to read; absent: all. `helpers`; absent: as many as are
  /// useful. The others as for TokenIds and RowQueue.
  TokenRows(const RandomFile& file, const RandomFile& ids, const Run& run, const Sampling& sampling,
            std::size_t count, std::optional<std::uint64_t> only,
            std::optional<std::size_t> helpers = {});

  const std::vector<Sequence>& sequences() const { return sequences_; }
  TokenIds& ids() { return ids_; }
  /// Cut: the file no longer has the token or the row.
  Next next(TokenRow& row, RowSteps& steps);
  /// What follows in this sequence is padding.
  void end(std::size_t sequence) { sequences_[sequence].ended = true; }

 private:
  void fill();
  void put(std::size_t sequence);

  const Run& run_;
  TokenIds ids_;
  RowQueue rows_;
  std::deque<TokenRow> queued_;  // their rows are in rows_
  std::vector<Sequence> sequences_;
  std::uint64_t token_;       // the next to put in
  std::size_t sequence_ = 0;  // which it is of
  bool cut_ = false;          // it could not be read
};

}  // namespace logprobs::read

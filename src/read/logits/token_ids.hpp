// The tokens of a response of raw logits.
#pragma once

#include <cstdint>

#include "logprobs/logits.hpp"
#include "read/logits/layout.hpp"

namespace logprobs::read {

/// Reads the ids of a run's tokens, and its mask, one by one.
class TokenIds {
 public:
  /// `ids`: the file that has the ids; `file`: that of the mask. All must outlive it.
  TokenIds(const Run& run, const RandomFile& ids, const RandomFile& file)
      : run_(run), ids_(ids), file_(file) {}

  /// The id at a place of a sequence; false if the file no longer has it.
  bool read(std::uint64_t sequence, std::uint64_t place, std::int64_t& id) const;
  /// Whether the mask leaves a token out.
  bool is_padding(std::uint64_t sequence, std::uint64_t place) const;

 private:
  const Run& run_;
  const RandomFile& ids_;
  const RandomFile& file_;
};

}  // namespace logprobs::read

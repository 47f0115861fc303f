// Knows which answers a document has told already: loggers keep the same one in several places.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "logprobs/model.hpp"

namespace logprobs::read {

/// The answers in one document.
class Told {
 public:
  /// Notes an answer of the document with this number; 0 is none, and has nothing before. The
  /// answers of one number follow one another. True if the document had it before: the same tokens,
  /// alternatives and numbers or, without tokens, the same messages, but not under another id.
  bool again(std::uint64_t document, const Answer& answer);
  /// True if an answer of this document was noted.
  bool any(std::uint64_t document) const { return document == document_ && !answers_.empty(); }

 private:
  std::uint64_t document_ = 0;
  // The ids of answers that say the same, by its hash.
  std::unordered_map<std::size_t, std::unordered_set<std::string>> answers_;
};

}  // namespace logprobs::read

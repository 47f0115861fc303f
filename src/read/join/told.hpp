// Knows which answers a document has told already: loggers keep the same one in several places.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "logprobs/model.hpp"

namespace logprobs::read {

/// The answers in one document.
class Told {
 public:
  /// Notes an answer of the document with this number, of which there are none before the first
  /// one of another number. True if the document had it before: the same tokens, alternatives and
  /// numbers or, without tokens, the same messages, but not under another id.
  bool again(std::uint64_t document, const Answer& answer);
  /// True if an answer of this document was noted.
  bool any(std::uint64_t document) const { return document == document_ && !answers_.empty(); }

 private:
  struct Known {
    std::size_t hash;
    std::string id;
  };

  std::uint64_t document_ = 0;
  std::vector<Known> answers_;
};

}  // namespace logprobs::read

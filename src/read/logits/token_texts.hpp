// The texts of the tokens in an answer read from raw logits.
#pragma once

#include <cstdint>
#include <unordered_map>

#include "logprobs/model.hpp"
#include "read/vocabulary/vocabulary.hpp"

namespace logprobs::read {

/// Puts the text of each token into the answer once, however often the token comes: lists repeat
/// the same few tokens, and a span has 32 bits.
class TokenTexts {
 public:
  /// How a token is written; both are spans of Answer::bytes.
  struct Spans {
    Span text;
    Span name;  ///< as the vocabulary spells it
  };

  /// Forgets what was put into the last answer.
  void clear() { known_.clear(); }
  /// The text that `vocabulary` has for a token; its number where it has none, or is null.
  Spans put(const Vocabulary* vocabulary, std::int64_t id, Answer& answer);

 private:
  std::unordered_map<std::int64_t, Spans> known_;
};

}  // namespace logprobs::read

// Tokens in parallel arrays: {"tokens": [...], "token_logprobs": [...], "top_logprobs": [...]}, as
// the older completions have them, and the servers and people that copied these.
#pragma once

#include "read/tokens/token_text.hpp"

namespace logprobs::read {

/// Collects the arrays, in whatever order they come, and makes tokens of them.
class Columns {
 public:
  /// Reads a field of the object that holds the arrays; ignores unknown keys.
  bool read_field(Key key, Value& value, Context& context);
  /// Reads the array of logprobs, whatever its key is. Triton has a number in place of one.
  bool read_logprobs(Value& value, Context& context);
  bool read_logprobs(Array& list, Context& context);
  /// Reads the array of texts, or of ids in place of them, whatever its key is.
  bool read_tokens(Value& value, Context& context);
  /// Reads the array of ids, whatever its key is.
  bool read_ids(Value& value, Context& context) { return read::read_ids(value, ids_, context); }
  /// The ids, as far as they had an array of their own.
  const std::vector<std::optional<std::int64_t>>& ids() const { return ids_; }
  /// True if there was an array of logprobs.
  bool any() const { return any_; }
  /// True if all logprobs are 0, as those are that nobody asked Triton for.
  bool all_zero() const;
  /// Appends the tokens that the arrays describe, as many as there are texts, or else ids, or else
  /// logprobs. Notes it if the arrays' lengths differ. The texts are used up.
  bool append_to(std::vector<Token>& tokens, Context& context);

 private:
  std::size_t count() const;
  double& next_logprob(Context& context);
  bool name_tokens(Context& context);
  bool place_name(std::size_t i, TokenText& placed, Context& context) const;

  bool any_ = false;
  std::vector<Token> tokens_;  // their texts, and logprobs that came after these
  std::vector<std::optional<std::int64_t>> ids_;
  std::vector<double> logprobs_;   // those that came before the texts
  std::size_t logprob_count_ = 0;  // of both
  std::vector<Span> lists_;
};

}  // namespace logprobs::read

// Tokens told in arrays that run side by side: {"tokens", "token_logprobs", "top_logprobs"} of the
// older completions, and of the servers and people that write the same.
#pragma once

#include "read/tokens/token_text.hpp"

namespace logprobs::read {

class Columns {
 public:
  /// Reads a field of the object that has the arrays; another key's is passed over.
  bool read_field(Key key, Value& value, Context& context);
  /// Reads the array of logprobs, whatever its key was.
  bool read_logprobs(Value& value, Context& context);
  /// True when there was an array of logprobs.
  bool any() const { return any_; }
  /// Appends what the arrays say together.
  bool append_to(std::vector<Token>& tokens, Context& context) const;

 private:
  bool read_tokens(Value& value, Context& context);

  bool any_ = false;
  std::vector<TokenText> texts_;
  std::vector<std::optional<std::int64_t>> ids_;
  std::vector<double> logprobs_;
  std::vector<Span> lists_;
};

}  // namespace logprobs::read

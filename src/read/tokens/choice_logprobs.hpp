// The `logprobs` of a choice: lists of tokens by kind, arrays side by side, or both.
#pragma once

#include "read/tokens/columns.hpp"

namespace logprobs::read {

/// What came in a choice's `logprobs`, beside the lists that went into the answer.
struct ChoiceLogprobs {
  bool list = false;  ///< there was a list of tokens
  Columns columns{};
};

/// Reads {"content": [...], "refusal": [...], "reasoning_content": [...]} into the answer's choices
/// with `index`, and arrays into `found`; null is an empty list. False also when a list is no list.
bool read_logprobs(Object& object, int index, ChoiceLogprobs& found, Context& context);

/// Takes the arrays for the choice's tokens, unless a list said the same (KoboldCpp sends both).
bool take_columns(const ChoiceLogprobs& found, int index, Context& context);

}  // namespace logprobs::read

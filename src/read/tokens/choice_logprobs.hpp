// The `logprobs` of a choice: lists of tokens by kind, parallel arrays, or both.
#pragma once

#include "read/tokens/columns.hpp"

namespace logprobs::read {

/// What a choice's `logprobs` held apart from the lists, which went into the answer.
struct ChoiceLogprobs {
  bool list = false;  ///< there was a list of tokens
  Columns columns{};
};

/// Reads {"content": [...], "refusal": [...], "reasoning_content": [...]} into the answer's choices
/// with `index`, and parallel arrays into `found`. Null is an empty list.
bool read_logprobs(Object& object, int index, ChoiceLogprobs& found, Context& context);

/// Reads the list of the tokens of one kind into such a choice, unless it is left out.
bool read_kind(Value& value, int index, Kind kind, ChoiceLogprobs& found, Context& context);

/// Reads Cerebras' {"content": [...]} of the reasoning's tokens into such a choice.
bool read_reasoning_logprobs(Value& value, int index, Context& context);

/// Appends the tokens of the arrays to the choice, unless a list had the same tokens: KoboldCpp
/// sends both.
bool take_columns(ChoiceLogprobs& found, int index, Context& context);

}  // namespace logprobs::read

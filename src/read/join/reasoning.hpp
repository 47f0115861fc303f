// The reasoning of a response whose server puts its tokens into the answer's list, as llama.cpp,
// vLLM, SGLang and Ollama do.
#pragma once

#include <map>

#include "logprobs/model.hpp"
#include "read/join/reasoning_split.hpp"
#include "read/json/context.hpp"

namespace logprobs::read {

/// Moves the reasoning's tokens to a choice of their own, or drops them if they are not asked for.
class Reasoning {
 public:
  /// Prepares a part that is about to be appended: gives it a piece of each kind that may grow.
  void expect(const Notes& notes, const Answer& answer, Answer& part);
  /// Sorts the tokens of a part that was just appended to the answer. `keep`: they are asked for.
  void sort_part(const Notes& notes, const Answer& part, bool keep, Answer& answer);
  /// Sorts what waits for a next part that does not come. `lost`: it did not come whole.
  void sort_rest(bool lost, bool keep, Answer& answer);
  /// Sorts the tokens of a response that came in one piece.
  void sort_whole(bool has_call, bool keep, Answer& answer);

  /// True if the choice with this index had tokens of the reasoning in its list.
  bool found(int index) const;
  /// True if that list has tokens that may be of either kind.
  bool mixed(int index) const;
  /// True if tokens were dropped.
  bool dropped() const { return dropped_; }

 private:
  void sort(int index, const Chunk& chunk, std::size_t first, bool keep, Answer& answer);

  std::map<int, ReasoningSplit> splits_;  // by index: of choices that may have both kinds
  bool listed_apart_ = false;             // the reasoning's tokens have a list of their own
  bool dropped_ = false;
};

}  // namespace logprobs::read

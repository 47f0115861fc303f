#include "show/words/marks.hpp"

namespace logprobs::show {

std::string marks_of(const Clues& clues, Marks marks) {
  std::string text;
  if (marks == Marks::none) return text;
  const bool ascii = marks == Marks::ascii;
  if (clues.ambiguous) text += ascii ? "{~}" : "🔀";
  if (clues.not_top) text += ascii ? "{!}" : "🎯";
  return text;
}

}  // namespace logprobs::show

#include "show/words/marks.hpp"

namespace logprobs::show {

std::string marks_of(const Clues& clues, Marks marks) {
  std::string text;
  if (marks == Marks::none) return text;
  const bool emoji = marks == Marks::emoji;
  if (clues.ambiguous) text += emoji ? "🔀" : "{~}";
  if (clues.not_top) text += emoji ? "🎯" : "{!}";
  return text;
}

}  // namespace logprobs::show

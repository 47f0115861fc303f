#include "read/join/reasoning_split.hpp"

#include <optional>

#include "read/join/border.hpp"

namespace logprobs::read {

void ReasoningSplit::take(const Chunk& chunk, Answer& answer, std::size_t first,
                          std::vector<Token>& content, std::vector<Token>& reasoning) {
  constexpr std::size_t most_waiting = 16;
  reasoning_ += chunk.reasoning;
  content_ += chunk.content;
  const auto begin = content.begin() + static_cast<std::ptrdiff_t>(first);
  held_.insert(held_.end(), begin, content.end());
  content.erase(begin, content.end());
  const bool silent = chunk.reasoning.empty() && chunk.content.empty() && !chunk.call;
  if (held_.empty() || (silent && !chunk.last && held_.size() <= most_waiting)) {
    waiting_ = held_.size();
    return;
  }
  const auto end = held_.begin() + static_cast<std::ptrdiff_t>(border(chunk, answer));
  reasoning.insert(reasoning.end(), held_.begin(), end);
  content.insert(content.end(), end, held_.end());
  thinking_ = end == held_.end();
  found_ = found_ || end != held_.begin();
  held_.clear();
  waiting_ = 0;
  reasoning_.clear();
  content_.clear();
}

void ReasoningSplit::give_up() {
  if (!thinking_ && reasoning_.empty() && content_.empty()) held_.clear();
}

/// How many of the held tokens are the reasoning's.
std::size_t ReasoningSplit::border(const Chunk& chunk, Answer& answer) {
  const std::size_t before = thinking_ ? waiting_ : 0;  // where no text tells
  const bool answers = !content_.empty() || chunk.call;
  if (!answers) return thinking_ || !reasoning_.empty() ? held_.size() : 0;
  if (reasoning_.empty() && before == 0) return 0;
  std::optional<std::size_t> proved;
  if (!content_.empty()) proved = border_before(content_, held_, answer);
  if (!proved && !reasoning_.empty()) proved = border_after(reasoning_, held_, answer);
  mixed_ = mixed_ || (!proved && !reasoning_.empty());
  return proved.value_or(before);
}

}  // namespace logprobs::read

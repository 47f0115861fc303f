#include "read/tokens/alternatives.hpp"

#include <algorithm>

namespace logprobs::read {
namespace {

bool comes_before(const Alternative& a, const Alternative& b) {
  const bool a_scored = is_scored(a.logprob);
  const bool b_scored = is_scored(b.logprob);
  return a_scored && (!b_scored || a.logprob > b.logprob);
}

}  // namespace

void sort_alternatives(Answer& answer, std::size_t begin) {
  std::vector<Alternative>& all = answer.alternatives;
  const auto first = all.begin() + static_cast<std::ptrdiff_t>(begin);
  // Nearly all lists are scored and sorted, which is soon seen; nothing is at least as much as NaN.
  const auto rises = [](const Alternative& a, const Alternative& b) {
    return !(a.logprob >= b.logprob);
  };
  if (first == all.end()) return;
  if (is_scored(first->logprob) && std::adjacent_find(first, all.end(), rises) == all.end()) return;
  std::stable_sort(first, all.end(), comes_before);
}

void give_alternatives(const std::vector<Span>& lists, std::vector<Token>& tokens,
                       Context& context) {
  const std::size_t count = std::min(lists.size(), tokens.size());
  for (std::size_t i = 0; i < count; ++i) tokens[i].alternatives = lists[i];
  if (!lists.empty() && lists.size() != tokens.size()) context.notes.unequal_arrays = true;
}

void drop_lone_chosen(std::vector<Token>& tokens, const Answer& answer) {
  for (Token& token : tokens) {
    if (token.alternatives.size != 1) continue;
    if (answer.view(answer.begin(token)->text) == answer.view(token.text)) token.alternatives = {};
  }
}

}  // namespace logprobs::read

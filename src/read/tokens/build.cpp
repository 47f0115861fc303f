#include "read/tokens/build.hpp"

#include <algorithm>
#include <utility>

#include "logprobs/by_choice.hpp"

namespace logprobs::read {
void clear(Answer& answer) {
  for (Choice& choice : answer.choices) answer.spare.push_back(std::move(choice));
  Answer empty;
  std::swap(empty.source, answer.source);
  std::swap(empty.spare, answer.spare);
  std::swap(empty.choices, answer.choices);
  std::swap(empty.alternatives, answer.alternatives);
  std::swap(empty.bytes, answer.bytes);
  empty.choices.clear();
  empty.alternatives.clear();
  empty.bytes.clear();
  answer = std::move(empty);
}

Choice& choice_of(Answer& answer, int index, Kind kind) {
  if (Choice* const known = find_choice(answer.choices, index, kind)) return *known;
  Choice fresh;
  if (!answer.spare.empty()) {
    fresh = std::move(answer.spare.back());
    answer.spare.pop_back();
  }
  fresh.index = index;
  fresh.kind = kind;
  fresh.finish_reason.clear();
  fresh.ended = false;
  fresh.message.clear();
  fresh.tokens.clear();
  return *answer.choices.insert(position_of_choice(answer.choices, index, kind), std::move(fresh));
}

void renumber(Answer& answer, int from, int to) {
  if (from == to) return;
  while (true) {
    const auto place = position_of_choice(answer.choices, from, Kind{});
    if (place == answer.choices.end() || place->index != from) return;
    Choice moved = std::move(*place);
    answer.choices.erase(place);
    Choice& target = choice_of(answer, to, moved.kind);
    if (target.tokens.empty()) std::swap(target.tokens, moved.tokens);
    target.tokens.insert(target.tokens.end(), moved.tokens.begin(), moved.tokens.end());
    target.message += moved.message;
    if (moved.ended) target.ended = true;
    if (!moved.finish_reason.empty()) target.finish_reason = moved.finish_reason;
    moved.tokens.clear();
    answer.spare.push_back(std::move(moved));
  }
}

void end_choice(Answer& answer, int index, std::string_view reason) {
  const auto [begin, end] = kinds_of_choice(answer.choices, index);
  for (auto choice = begin; choice != end; ++choice) {
    choice->ended = true;
    if (!reason.empty() && choice->kind != Kind::prompt) choice->finish_reason = reason;
  }
}

}  // namespace logprobs::read

#include "read/tokens/build.hpp"

#include <algorithm>
#include <utility>

#include "logprobs/by_choice.hpp"

namespace logprobs::read {
namespace {

constexpr std::size_t near = 64;      // choices: so many are moved at once
constexpr std::size_t most_late = 8;  // the share of the choices that may be late: an eighth
constexpr std::size_t most_spare = std::size_t{1} << 16;  // tokens: room for more is given back

/// The choice with this index and kind of an Answer that may be const; null if there is none.
template <typename SomeAnswer>
auto find(SomeAnswer& answer, int index, Kind kind) {
  const auto sorted = find_choice(answer.choices, index, kind);
  if (sorted != nullptr || answer.late.empty()) return sorted;
  const auto late = answer.late.find({index, kind});
  return late == answer.late.end() ? nullptr : &late->second;
}

void end(Choice& choice, std::string_view reason) {
  choice.ended = true;
  if (!reason.empty() && choice.kind != Kind::prompt) choice.finish_reason = reason;
}

}  // namespace

void clear(Answer& answer) {
  sort_choices(answer);
  for (Choice& choice : answer.choices) {
    // A reader may hold as many tokens of its own until it has all.
    if (choice.tokens.capacity() <= most_spare) answer.spare.push_back(std::move(choice));
  }
  Answer empty;
  std::swap(empty.source, answer.source);
  std::swap(empty.spare, answer.spare);
  std::swap(empty.choices, answer.choices);
  std::swap(empty.alternatives, answer.alternatives);
  std::swap(empty.model_logprobs, answer.model_logprobs);
  std::swap(empty.bytes, answer.bytes);
  empty.choices.clear();
  empty.alternatives.clear();
  empty.model_logprobs.clear();
  empty.bytes.clear();
  answer = std::move(empty);
}

Choice& choice_of(Answer& answer, int index, Kind kind) {
  if (Choice* const known = find(answer, index, kind)) return *known;
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
  fresh.whole.clear();
  std::vector<Choice>& choices = answer.choices;
  if (answer.late.size() > near + choices.size() / most_late) sort_choices(answer);
  const auto place = position_of_choice(choices, index, kind);
  if (choices.end() - place <= std::ptrdiff_t{near})
    return *choices.insert(place, std::move(fresh));
  return answer.late.try_emplace({index, kind}, std::move(fresh)).first->second;
}

const Choice* known_choice(const Answer& answer, int index, Kind kind) {
  return find(answer, index, kind);
}

void sort_choices(Answer& answer) {
  if (answer.late.empty()) return;
  const auto before = [](const Choice& a, const Choice& b) {
    return std::pair(a.index, a.kind) < std::pair(b.index, b.kind);
  };
  std::vector<Choice>& choices = answer.choices;
  const std::ptrdiff_t sorted = std::ssize(choices);
  for (auto& [place, choice] : answer.late) choices.push_back(std::move(choice));
  std::inplace_merge(choices.begin(), choices.begin() + sorted, choices.end(), before);
  answer.late.clear();
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
  const auto [first, last] = kinds_of_choice(answer.choices, index);
  for (auto choice = first; choice != last; ++choice) end(*choice, reason);
  const auto begin = answer.late.lower_bound({index, Kind{}});
  for (auto late = begin; late != answer.late.end() && late->first.first == index; ++late) {
    end(late->second, reason);
  }
}

}  // namespace logprobs::read

#include "show/words/turns.hpp"

#include <utility>

#include "logprobs/by_choice.hpp"

namespace logprobs::show {
namespace {

/// True if no more tokens of a choice are due: it has its reason, or its answer has begun.
bool has_ended(const Answer& answer, std::size_t place) {
  const Choice& choice = answer.choices[place];
  if (!choice.finish_reason.empty()) return true;
  if (choice.kind >= Kind::content || place + 1 == answer.choices.size()) return false;
  const Choice& next = answer.choices[place + 1];
  return next.index == choice.index && !next.tokens.empty();
}

}  // namespace

bool Turns::next(const Answer& answer, bool done, Turn& turn) {
  if (next_ == 0) {
    follow_choices(answer.choices, records_, [](const Choice& choice) {
      return Record{choice.index, choice.kind, 0, false};
    });
  }
  // Choices come one by one: nothing is due before the last. Once the answer is finished, each is
  // shown whole.
  for (std::size_t i = next_; i < answer.choices.size(); ++i) {
    const Choice& choice = answer.choices[i];
    const bool is_open = open_ == std::pair(choice.index, choice.kind);
    if (open_ ? !is_open : !is_due(answer, i, done)) continue;
    const std::size_t tokens = choice.tokens.size();
    const std::size_t painted = std::exchange(records_[i].painted, tokens);
    records_[i].shown = true;
    const bool last = done || (has_ended(answer, i) && other_is_due(answer, i, is_open ? 0 : i));
    if (is_open && tokens == painted && !last) break;
    turn = {i, painted, tokens, !is_open, last};
    next_ = is_open ? 0 : i + 1;
    open_.reset();
    if (!last) open_.emplace(choice.index, choice.kind);
    return true;
  }
  if (!done) next_ = 0;
  return false;
}

void Turns::reset() {
  records_.clear();
  open_.reset();
  next_ = 0;
}

/// A choice without tokens is shown, by its message, once it is certain that none come.
bool Turns::is_due(const Answer& answer, std::size_t place, bool done) const {
  const Record& record = records_[place];
  if (done && !record.shown) return true;
  return answer.choices[place].tokens.size() > record.painted && (done || is_next(answer, place));
}

/// Whether all that comes before a choice in the order of painting is painted.
bool Turns::is_next(const Answer& answer, std::size_t place) const {
  if (order_ == Order::as_they_begin) return true;
  const int index = answer.choices[place].index;
  if (place == 0) return index == 0;
  const Choice& before = answer.choices[place - 1];
  const Record& record = records_[place - 1];
  const bool painted = record.shown && record.painted == before.tokens.size();
  // Until the answer is finished, its reasoning may get more tokens.
  return painted && !before.finish_reason.empty() && index == before.index + 1;
}

/// Whether a choice other than the current one is due; none before `first` is.
bool Turns::other_is_due(const Answer& answer, std::size_t current, std::size_t first) const {
  for (std::size_t i = first; i < answer.choices.size(); ++i) {
    if (i != current && is_due(answer, i, false)) return true;
  }
  return false;
}

}  // namespace logprobs::show

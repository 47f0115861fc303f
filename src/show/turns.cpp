#include "turns.hpp"

#include <algorithm>

namespace logprobs {

bool Turns::next(const Answer& answer, bool done, Turn& turn) {
  for (std::size_t i = 0; i < answer.choices.size(); ++i) {
    const Choice& choice = answer.choices[i];
    const bool is_open = open_ && open_->index == choice.index && open_->kind == choice.kind;
    if (open_ ? !is_open : !is_due(choice, done)) continue;
    Record& record = record_of(choice);
    const std::size_t tokens = choice.tokens.size();
    const bool finished = done || !choice.finish_reason.empty();
    const bool last = finished && (done || other_is_due(answer, i, done));
    if (is_open && tokens == record.painted && !last) return false;
    turn = {i, record.painted, tokens, !is_open, last};
    record.painted = tokens;
    record.shown = true;
    open_ = last ? std::nullopt : std::optional(record);
    return true;
  }
  return false;
}

void Turns::reset() {
  records_.clear();
  open_.reset();
}

Turns::Record& Turns::record_of(const Choice& choice) {
  const auto known = std::find_if(records_.begin(), records_.end(), [&](const Record& record) {
    return record.index == choice.index && record.kind == choice.kind;
  });
  if (known != records_.end()) return *known;
  records_.push_back({choice.index, choice.kind, 0, false});
  return records_.back();
}

/// A choice without tokens is shown, by its message, once it is certain that none come.
bool Turns::is_due(const Choice& choice, bool done) {
  const Record& record = record_of(choice);
  return choice.tokens.size() > record.painted || (done && !record.shown);
}

bool Turns::other_is_due(const Answer& answer, std::size_t current, bool done) {
  for (std::size_t i = 0; i < answer.choices.size(); ++i) {
    if (i != current && is_due(answer.choices[i], done)) return true;
  }
  return false;
}

}  // namespace logprobs

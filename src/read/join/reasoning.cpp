#include "read/join/reasoning.hpp"

#include <string>
#include <string_view>

#include "read/join/border.hpp"
#include "read/tokens/build.hpp"

namespace logprobs::read {
namespace {

std::string_view message_of(const Answer& answer, int index, Kind kind) {
  const Choice* const choice = known_choice(answer, index, kind);
  return choice == nullptr ? std::string_view() : choice->message;
}

}  // namespace

void Reasoning::expect(const Notes& notes, const Answer& answer, Answer& part) {
  listed_apart_ = listed_apart_ || notes.reasoning_left_out;
  for (const Choice& piece : part.choices) {
    const bool reasons = piece.kind == Kind::reasoning && !piece.message.empty();
    listed_apart_ = listed_apart_ || (reasons && !piece.tokens.empty());
    const bool waits = notes.empty_delta && piece.kind == Kind::content && !piece.tokens.empty() &&
                       message_of(answer, piece.index, Kind::content).empty();
    if ((reasons || waits) && !listed_apart_) splits_.try_emplace(piece.index);
  }
  if (splits_.empty()) return;
  for (std::size_t i = 0; i < part.choices.size(); ++i) {
    const int index = part.choices[i].index;
    if (!splits_.contains(index)) continue;
    choice_of(part, index, Kind::content);
    choice_of(part, index, Kind::reasoning);
  }
}

void Reasoning::sort_part(const Notes& notes, const Answer& part, bool keep, Answer& answer) {
  if (splits_.empty()) return;
  for (const Choice& piece : part.choices) {
    if (piece.kind != Kind::content || !splits_.contains(piece.index)) continue;
    const Choice& content = choice_of(answer, piece.index, Kind::content);
    const Chunk chunk{.reasoning = message_of(part, piece.index, Kind::reasoning),
                      .content = piece.message,
                      .call = !notes.calls.empty(),
                      .last = piece.ended};
    sort(piece.index, chunk, content.tokens.size() - piece.tokens.size(), keep, answer);
  }
}

void Reasoning::sort_rest(bool lost, bool keep, Answer& answer) {
  for (auto& [index, split] : splits_) {
    if (lost) split.give_up();
    const std::size_t first = choice_of(answer, index, Kind::content).tokens.size();
    sort(index, {.last = true}, first, keep, answer);
  }
  sort_choices(answer);
}

void Reasoning::sort_whole(bool has_call, bool keep, Answer& answer) {
  for (std::size_t i = 0; i < answer.choices.size(); ++i) {
    const Choice& content = answer.choices[i];
    const int index = content.index;
    if (content.kind != Kind::content || content.tokens.empty() || splits_.contains(index))
      continue;
    const Choice* const known = known_choice(answer, index, Kind::reasoning);
    if (known != nullptr && !known->tokens.empty()) continue;
    std::string reasoning(known == nullptr ? "" : known->message);
    if (reasoning.empty()) reasoning = text_before_mark(content.message, content.tokens, answer);
    if (reasoning.empty()) continue;
    splits_.try_emplace(index);
    const std::string message = content.message;  // it moves
    sort(index, {reasoning, message, has_call, true}, 0, keep, answer);
    const Choice& sorted = *known_choice(answer, index, Kind::content);
    if (sorted.ended) end_choice(answer, index, std::string(sorted.finish_reason));
  }
  sort_choices(answer);
}

void Reasoning::sort(int index, const Chunk& chunk, std::size_t first, bool keep, Answer& answer) {
  choice_of(answer, index, Kind::content);
  choice_of(answer, index, Kind::reasoning);
  Choice& content = choice_of(answer, index, Kind::content);
  std::vector<Token>& reasoning = choice_of(answer, index, Kind::reasoning).tokens;
  splits_[index].take(chunk, answer, first, content.tokens, reasoning);
  if (keep) return;
  dropped_ = dropped_ || !reasoning.empty();
  reasoning.clear();
}

bool Reasoning::found(int index) const {
  const auto split = splits_.find(index);
  return split != splits_.end() && split->second.found();
}

bool Reasoning::mixed(int index) const {
  const auto split = splits_.find(index);
  return split != splits_.end() && split->second.mixed();
}

}  // namespace logprobs::read

#include "read/join/response_progress.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "logprobs/by_choice.hpp"
#include "read/join/join.hpp"
#include "read/join/numbers.hpp"
#include "read/tokens/build.hpp"

namespace logprobs::read {
namespace {

bool has_tokens(const Answer& answer) {
  const auto any = [](const Choice& choice) { return !choice.tokens.empty(); };
  return std::any_of(answer.choices.begin(), answer.choices.end(), any);
}

bool has_text(const Answer& answer) {
  return std::any_of(answer.choices.begin(), answer.choices.end(), [](const Choice& choice) {
    return choice.kind != Kind::reasoning && !choice.message.empty();
  });
}

/// The text of reasoning whose tokens are not marked as such, and so are among the content's.
std::string_view mixed_reasoning(const Answer& answer, const Choice& content) {
  if (content.kind != Kind::content || content.tokens.empty()) return {};
  const Choice* const reasoning = find_choice(answer.choices, content.index, Kind::reasoning);
  if (reasoning == nullptr || !reasoning->tokens.empty()) return {};
  return reasoning->message;
}

/// False for a prompt without a text of its own, which few formats send.
bool has_message(const Choice& choice) {
  return choice.kind != Kind::prompt || !choice.message.empty();
}

std::string_view asked_with(std::string_view format) {
  for (const FormatInfo& info : formats()) {
    if (info.name == format) return info.asked_with;
  }
  return "logprobs";
}

}  // namespace

void ResponseProgress::note(const Answer& part) {
  for (const Choice& choice : part.choices) {
    const auto [known, is_new] = ended_.emplace(choice.index, false);
    unended_ += is_new ? 1 : 0;
    if (!choice.ended || known->second) continue;
    known->second = true;
    --unended_;
  }
}

void ResponseProgress::mark_damaged(State state, std::string message, std::string code) {
  if (damage_ != State::complete) return;
  damage_ = state;
  failure_ = {std::move(message), std::move(code), {}};
}

void ResponseProgress::mark_cut() {
  mark_damaged(State::cut, "the stream was cut off before its end; what came is shown", "cut_off");
}

void ResponseProgress::note(const Notes& notes) {
  if (!notes.why_none.empty()) notes_.why_none = notes.why_none;
  if (notes_.other_numbers.empty()) notes_.other_numbers = notes.other_numbers;
  if (notes.may_be_last) done_ = true;
  notes_.prompt_left_out = notes_.prompt_left_out || notes.prompt_left_out;
  notes_.reasoning_left_out = notes_.reasoning_left_out || notes.reasoning_left_out;
  for (const std::string& name : notes.calls) calls_.add(name);
}

Alignment& ResponseProgress::alignment_of(const Choice& choice) {
  const int index = choice.index;
  ChoiceAlignment* const known = find_choice(alignments_, index, choice.kind);
  if (known != nullptr) return known->alignment;
  const auto place = position_of_choice(alignments_, index, choice.kind);
  return alignments_.insert(place, ChoiceAlignment{index, choice.kind})->alignment;
}

void ResponseProgress::append_part(Repeats repeats, Answer& part, Answer& answer) {
  const auto own = [&](const Choice& piece) -> Choice& {
    return choice_of(answer, piece.index, piece.kind);
  };
  for (const Choice& piece : part.choices) alignment_of(piece).release(own(piece));
  drop_repeated(answer, repeats, part);
  for (const Choice& piece : part.choices) {
    Alignment& alignment = alignment_of(piece);
    if (!notes_.reasoning_left_out) alignment.add_message(mixed_reasoning(part, piece));
    alignment.add_message(piece.message);
  }
  append(answer, part);
  for (const Choice& piece : part.choices) {
    Choice& choice = own(piece);
    if (has_message(choice)) alignment_of(choice).advance(answer, choice, false);
  }
}

/// Collects the texts of a response that came in one piece.
void ResponseProgress::align_whole(Answer& answer) {
  for (const Choice& choice : answer.choices) {
    if (!has_message(choice)) continue;
    Alignment& alignment = alignment_of(choice);
    const std::string_view reasoning = mixed_reasoning(answer, choice);
    if (!reasoning.empty()) {
      const std::string_view first = answer.view(choice.tokens.front().text);
      const bool begins_answer = choice.message.starts_with(first);
      const bool begins_reasoning = reasoning.starts_with(first) || first.starts_with('<');
      if (!begins_answer && begins_reasoning) alignment.add_message(reasoning);
    }
    alignment.add_message(choice.message);
  }
}

void ResponseProgress::align(Answer& answer) {
  if (alignments_.empty()) align_whole(answer);
  for (Choice& choice : answer.choices) {
    if (!has_message(choice)) continue;
    Alignment& alignment = alignment_of(choice);
    alignment.release(choice);
    alignment.advance(answer, choice, true);
    for (std::string& warning : alignment.warnings(answer, choice)) add_warning(answer, warning);
  }
}

/// Why the answer has no logprobs; empty if nothing says so.
std::string ResponseProgress::why_no_logprobs(const Answer& answer) const {
  if (notes_.prompt_left_out || notes_.reasoning_left_out) {
    return fmt::format(" of the answer in this response, only of the {0}; --show-{0} shows them",
                       notes_.prompt_left_out ? "prompt" : "reasoning");
  }
  if (!notes_.why_none.empty()) return fmt::format(" in this response: {}", notes_.why_none);
  if (!notes_.other_numbers.empty()) {
    return fmt::format(
        " in this response: the numbers of its tokens have names that are not known ({})",
        fmt::join(notes_.other_numbers, ", "));
  }
  if (has_tokens(answer)) return " in this response: none of its tokens has a number";
  if (!calls_.any() || has_text(answer)) return {};
  return fmt::format(" in this response: the answer is {}; this server sends no logprobs for calls",
                     calls_.description());
}

void ResponseProgress::mark_no_logprobs(const Answer& answer) {
  const std::string why = why_no_logprobs(answer);
  const bool chat = answer.format.empty() || answer.format == "openai-chat";
  const std::string advice =
      fmt::format(" in this response; ask with {}, or check that the model gives them",
                  chat ? "logprobs (or --top-logprobs)" : asked_with(answer.format));
  mark_damaged(State::no_logprobs, "no logprobs" + (why.empty() ? advice : why), "no_logprobs");
  failure_.explained = !why.empty();
}

void ResponseProgress::finish(const ReadOptions& options, Answer& answer) {
  if (!ended()) mark_cut();
  align(answer);
  drop_empty_kinds(answer);
  if (answer.failure) {
    answer.state = State::refused;
    return;
  }
  if (options.choice && !ended_.contains(*options.choice)) {
    mark_damaged(State::no_choice,
                 fmt::format("no choice with index {} in this response", *options.choice));
  }
  if (!has_logprobs(answer)) {
    mark_no_logprobs(answer);
  } else if (const std::size_t count = count_impossible(answer); count > 1) {
    mark_damaged(State::unusable,
                 fmt::format("these are raw logits or probabilities, not logprobs: {} tokens have "
                             "a number above 0",
                             count),
                 "not_logprobs");
  }
  answer.state = damage_;
  if (answer.state != State::complete) answer.failure = failure_;
}

}  // namespace logprobs::read

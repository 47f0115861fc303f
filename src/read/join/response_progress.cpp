#include "read/join/response_progress.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "logprobs/text.hpp"
#include "read/join/finish_reason.hpp"
#include "read/join/join.hpp"
#include "read/json/json.hpp"
#include "read/tokens/build.hpp"
#include "read/tokens/numbers.hpp"

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

void ResponseProgress::place(Answer& part, Repeats repeats) {
  choices_.place(part, repeats);
  note_endings(part);
}

void ResponseProgress::note_endings(const Answer& part) {
  for (const Choice& choice : part.choices) {
    if (choice.finish_reason.empty()) continue;
    const Ending ending = ending_of(choice.finish_reason);
    if (ending == Ending::normal) continue;
    std::string& first = ending == Ending::failed ? failed_reason_ : filtered_reason_;
    if (first.empty()) first = choice.finish_reason;
  }
}

void ResponseProgress::end_whole() {
  end_ = End::known;
  choices_.end_all();
}

void ResponseProgress::take_done() {
  if (end_ == End::unknown) end_ = choices_.all_ended() ? End::known : End::done;
  choices_.end_all();
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
  if (notes.may_be_last) end();
  notes_.prompt_left_out = notes_.prompt_left_out || notes.prompt_left_out;
  notes_.reasoning_left_out = notes_.reasoning_left_out || notes.reasoning_left_out;
  for (const CallPiece& piece : notes.calls) calls_.add(piece.call.name);
}

void ResponseProgress::join_calls(const Notes& notes, Answer& answer) {
  for (const CallPiece& piece : notes.calls) calls_.join(piece, answer.calls);
}

Alignment& ResponseProgress::alignment_of(const Choice& choice) {
  return alignments_[{choice.index, choice.kind}];
}

void ResponseProgress::append_part(const ReadOptions& options, const Notes& notes, Answer& part,
                                   Answer& answer) {
  const auto own = [&](const Choice& piece) -> Choice& {
    return choice_of(answer, piece.index, piece.kind);
  };
  reasoning_.expect(notes, answer, part);
  for (const Choice& piece : part.choices) alignment_of(piece).release(own(piece));
  drop_repeated(answer, notes.repeats, part);
  for (const Choice& piece : part.choices) {
    alignment_of(piece).add_message(piece.message, !piece.tokens.empty());
  }
  append(answer, part);
  reasoning_.sort_part(notes, part, options.reasoning, answer);
  for (const Choice& piece : part.choices) advance(own(piece), answer, false);
}

void ResponseProgress::advance(Choice& choice, Answer& answer, bool final) {
  if (!has_message(choice)) return;
  Alignment& alignment = alignment_of(choice);
  if (reasoning_.found(choice.index)) alignment.follow_reasoning();
  alignment.advance(answer, choice, final);
}

/// Sorts the tokens and collects the texts of a response that came in one piece.
void ResponseProgress::take_whole(const ReadOptions& options, Answer& answer) {
  if (!notes_.reasoning_left_out) {
    reasoning_.sort_whole(calls_.any(), options.reasoning, answer);
  }
  for (const Choice& choice : answer.choices) {
    if (has_message(choice)) alignment_of(choice).add_message(choice.message);
  }
}

void ResponseProgress::align(const ReadOptions& options, Answer& answer) {
  if (alignments_.empty()) take_whole(options, answer);
  for (Choice& choice : answer.choices) alignment_of(choice).release(choice);
  reasoning_.sort_rest(damage_ != State::complete, options.reasoning, answer);
  for (Choice& choice : answer.choices) {
    advance(choice, answer, true);
    const Alignment& alignment = alignment_of(choice);
    for (const std::string& warning : alignment.warnings(options.prefill))
      add_warning(answer, warning);
    const std::string parting = why_not_aligned(choice, alignment.parting(answer, choice));
    if (!parting.empty()) add_warning(answer, parting);
  }
}

/// The warning about the tokens of a choice that are not its message; empty if none is due.
std::string ResponseProgress::why_not_aligned(const Choice& choice,
                                              const std::string& parting) const {
  if (reasoning_.mixed(choice.index) && choice.kind == Kind::content) {
    return "the numbers are of the reasoning and the answer together: the message does not show "
           "where one ends and the other begins";
  }
  // A template's marks, which no message has, are part of the reasoning.
  const bool marked = choice.kind == Kind::reasoning && reasoning_.found(choice.index);
  return marked ? "" : parting;
}

/// Why the answer has no logprobs; empty if nothing says so.
std::string ResponseProgress::why_no_logprobs(const Answer& answer) const {
  if (notes_.prompt_left_out || notes_.reasoning_left_out || reasoning_.dropped()) {
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
      fmt::format(" in this response; ask with {}, or check that the model gives them{}",
                  chat ? "logprobs (or --top-logprobs)" : asked_with(answer.format),
                  answer.format == "openai-responses" ? " (llama.cpp never does in this API)" : "");
  mark_damaged(State::no_logprobs, "no logprobs" + (why.empty() ? advice : why), "no_logprobs");
  failure_.explained = !why.empty();
}

/// Says what was not understood. It is part of the answer, perhaps, if nothing but [DONE] ends it.
void ResponseProgress::judge_unread(Answer& answer) {
  if (!unread_.any()) return;
  if (end_ == End::done) {
    mark_damaged(State::cut,
                 fmt::format("the stream has no end but [DONE], and data in it is not understood: "
                             "{}; what came is shown",
                             unread_.quoted()),
                 "cut_off");
  } else {
    add_warning(answer, fmt::format("data of the stream is not understood: {}", unread_.quoted()));
  }
}

void ResponseProgress::finish(const ReadOptions& options, Answer& answer) {
  if (!ended() || (end_ == End::unknown && choices_.count() < expected_)) mark_cut();
  judge_unread(answer);
  align(options, answer);
  for (const std::string& warning : choices_.warnings()) add_warning(answer, warning);
  if (!filtered_reason_.empty()) {
    add_warning(answer, fmt::format("a content filter ended the answer (finish_reason {})",
                                    visible_quote(filtered_reason_)));
  }
  drop_empty_kinds(answer);
  if (!answer.failure && !failed_reason_.empty()) {
    answer.failure = Failure{
        fmt::format("it gave up (finish_reason {})", visible_quote(failed_reason_)), "", {}};
  }
  if (answer.failure) {
    answer.state = State::refused;
    return;
  }
  if (options.choice && !choices_.shows(*options.choice)) {
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

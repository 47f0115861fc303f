#include "read/join/assembly.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "read/join/common_path.hpp"
#include "read/tokens/build.hpp"

namespace logprobs::read {

bool Assembly::takes(const Answer& part, const Notes& notes) const {
  if (!open_) return false;
  return options_.one_response || grouping_.takes(answer_, progress_.choices(), part, notes);
}

bool Assembly::broken_off_by(const Answer& part) const {
  return unfinished() && part.failure && part.choices.empty() && part.id.empty() &&
         part.custom_id.empty();
}

/// Notes what a document says besides its tokens, and drops the choices that nobody asked for.
void Assembly::note(Answer& part, const Aside& aside) {
  grouping_.add(answer_, part, aside.notes);
  progress_.place(part, aside.notes.repeats);
  progress_.note(aside.notes);
  if (!aside.trouble.empty()) progress_.mark_damaged(State::unusable, aside.trouble);
  if (!options_.choice) return;
  std::erase_if(part.choices,
                [&](const Choice& choice) { return choice.index != *options_.choice; });
}

void Assembly::add(Answer& part, const Aside& aside, bool complete) {
  if (!complete && aside.trouble.empty() && turns_.hold(part, aside.notes)) {
    grouping_.add(answer_, part, aside.notes);
    return;
  }
  release();
  append(part, aside, complete);
}

/// Appends the parts that were held back.
void Assembly::release() {
  if (!turns_.holding()) return;
  const std::string no_trouble;
  for (HeldPart& held : turns_.release()) append(held.part, {held.notes, no_trouble}, false);
}

namespace {

/// The bytes of memory that a part takes, whatever its response takes on the wire.
std::size_t kept_by(const Answer& part) {
  std::size_t bytes = part.bytes.size() + part.alternatives.size() * sizeof(Alternative);
  for (const Choice& piece : part.choices) {
    bytes += piece.message.size() + piece.tokens.size() * sizeof(Token);
  }
  return bytes;
}

std::size_t kept_by(const std::vector<CallPiece>& calls) {
  std::size_t bytes = calls.size() * sizeof(Call);
  for (const CallPiece& piece : calls) bytes += piece.call.arguments.size();
  return bytes;
}

}  // namespace

void Assembly::append(Answer& part, const Aside& aside, bool complete) {
  if (!open_) {
    clear(answer_);
    answer_.place = part.place;
    answer_.format = part.format;
    open_ = true;
  } else {
    keep_common(answer_.place.path, part.place.path);
    if (std::exchange(whole_, false)) {
      kept_ = kept_by(answer_);
      progress_.take_whole(options_, answer_);
    }
  }
  if (part.place.line != answer_.place.line) answer_.place.line.reset();
  complete ? progress_.end() : progress_.go_on();
  note(part, aside);
  constexpr std::uint64_t always_kept = std::uint64_t{1} << 20;  // bytes
  constexpr std::uint64_t kept_per_byte = 4;  // tokens take more than their texts
  kept_ += kept_by(part) + kept_by(aside.notes.calls);
  full_ = full_ || kept_ > always_kept + kept_per_byte * options_.max_bytes ||
          answer_.bytes.size() + part.bytes.size() > options_.max_bytes;
  if (full_) {
    progress_.mark_damaged(
        State::unusable,
        fmt::format("the response is larger than --max-bytes ({} bytes)", options_.max_bytes));
  } else {
    progress_.append_part(options_, aside.notes, part, answer_);
    progress_.join_calls(aside.notes, answer_);
  }
}

bool Assembly::to_be_shown() {
  constexpr std::size_t choices_per_part = 16;
  if (++unshown_ < answer_.choices.size() / choices_per_part) return false;
  unshown_ = 0;
  sort_choices(answer_);
  return true;
}

void Assembly::take(Answer& part, const Aside& aside) {
  if (open_) {
    add(part, aside, true);
  } else {
    note(part, aside);
    std::swap(answer_, part);
    progress_.join_calls(aside.notes, answer_);
    open_ = whole_ = true;
  }
  progress_.end_whole();
}

void Assembly::mark_damaged(State state, std::string message) {
  progress_.mark_damaged(state, std::move(message));
}

void Assembly::mark_cut() { progress_.mark_cut(); }

void Assembly::take_done() {
  release();
  progress_.take_done();
}

void Assembly::finish() {
  release();
  sort_choices(answer_);
  progress_.finish(options_, answer_);
  progress_ = {};
  turns_ = {};
  grouping_.begin();
  unshown_ = kept_ = 0;
  open_ = whole_ = full_ = false;
}

}  // namespace logprobs::read

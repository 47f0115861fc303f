#include "read/join/turns.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "logprobs/by_choice.hpp"

namespace logprobs::read {
namespace {

constexpr std::size_t most_choices = 1024;
constexpr std::size_t most_held_bytes = std::size_t{1} << 24;

bool says_anything(const Answer& part) {
  return std::any_of(part.choices.begin(), part.choices.end(), says_something);
}

bool ends(const Answer& part) {
  return std::any_of(part.choices.begin(), part.choices.end(),
                     [](const Choice& piece) { return piece.ended; });
}

}  // namespace

/// Notes a part; false if it is none of such choices.
bool Turns::goes_on(const Answer& part, const Notes& notes) {
  if (part.choices.empty() || notes.repeats != Repeats::no || held_bytes_ > most_held_bytes)
    return false;
  if (begun_ > 1 && ended_ == begun_) return false;
  if (part.choices.back().index != 0) return false;
  const bool begins = notes.role && !says_anything(part) && !ends(part);
  const bool first_words = held_.empty() || held_.back().notes.role;
  if (begins && first_words) ++begun_;
  if (begins) return first_words && begun_ <= most_choices;
  if (begun_ < 2 || notes.role) return false;
  if (ends(part)) ++ended_;
  return true;
}

bool Turns::hold(const Answer& part, const Notes& notes) {
  if (over_) return false;
  over_ = !goes_on(part, notes);
  if (over_ || begun_ < 2) return false;
  held_.push_back({part, notes});
  held_bytes_ += sizeof(HeldPart) + part.bytes.size();
  return true;
}

/// Gives each held part to the next choice that has not ended.
void Turns::deal() {
  std::vector<int> open(begun_);
  for (std::size_t i = 0; i < begun_; ++i) open[i] = static_cast<int>(i);
  std::size_t turn = 0;
  std::size_t beginnings = 1;  // the first choice's is not held
  for (HeldPart& held : held_) {
    int index = 0;
    if (held.notes.role) {
      index = static_cast<int>(beginnings++);
    } else {
      index = open[turn];
      if (ends(held.part)) {
        open.erase(open.begin() + static_cast<std::ptrdiff_t>(turn));
      } else {
        ++turn;
      }
      if (turn >= open.size()) turn = 0;
    }
    for (Choice& piece : held.part.choices) piece.index = index;
  }
  held_.back().part.warnings.push_back(
      fmt::format("{} choices came by turns with the index 0; each part is taken for the next of "
                  "them in turn",
                  begun_));
}

std::vector<HeldPart> Turns::release() {
  over_ = true;
  if (!held_.empty() && ended_ == begun_) deal();
  return std::exchange(held_, {});
}

}  // namespace logprobs::read

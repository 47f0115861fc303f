#include "read/join/choice_places.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "logprobs/by_choice.hpp"

namespace logprobs::read {

int ChoicePlaces::next_free() {
  while (in_use(next_free_)) ++next_free_;
  return next_free_;
}

ChoicePlaces::Place& ChoicePlaces::place_of(int wire_index) {
  const auto [known, is_new] = places_.try_emplace(wire_index, Place{wire_index});
  if (!is_new) return known->second;
  ++unended_;
  if (moved_.contains(wire_index)) moved_.insert(known->second.index = next_free());
  return known->second;
}

void ChoicePlaces::begin_another(Place& place) {
  place = {next_free(), place.count + 1};
  moved_.insert(place.index);
  ++unended_;
}

/// Places the pieces of one choice, a piece for each kind. True if they get another index.
bool ChoicePlaces::place_pieces(Pieces begin, Pieces end, Repeats repeats) {
  const int wire_index = begin->index;
  Place& place = place_of(wire_index);
  // Some servers send the logprobs of a whole text after its end.
  const auto begins_another = [&](const Choice& piece) {
    if (piece.kind == Kind::prompt) return false;
    return !piece.message.empty() || (!piece.tokens.empty() && place.tokens);
  };
  if (place.ended && repeats == Repeats::no && std::any_of(begin, end, begins_another)) {
    begin_another(place);
  }
  for (auto piece = begin; piece != end; ++piece) {
    piece->index = place.index;
    place.tokens = place.tokens || !piece->tokens.empty();
    if (!piece->ended || place.ended) continue;
    place.ended = true;
    --unended_;
  }
  return place.index != wire_index;
}

void ChoicePlaces::place(Answer& part, Repeats repeats) {
  bool moved = false;
  std::vector<Choice>& choices = part.choices;
  for (auto begin = choices.begin(); begin != choices.end();) {
    const int index = begin->index;
    const auto end = std::find_if(begin, choices.end(),
                                  [&](const Choice& choice) { return choice.index != index; });
    if (place_pieces(begin, end, repeats)) moved = true;
    begin = end;
  }
  if (!moved) return;
  std::stable_sort(choices.begin(), choices.end(),
                   [](const Choice& a, const Choice& b) { return a.index < b.index; });
}

void ChoicePlaces::end_all() {
  for (auto& [index, place] : places_) place.ended = true;
  unended_ = 0;
}

std::size_t ChoicePlaces::count() const {
  std::size_t count = 0;
  for (const auto& [index, place] : places_) count += place.count;
  return count;
}

bool ChoicePlaces::shows(int index) const {
  if (moved_.contains(index)) return true;
  const auto known = places_.find(index);
  return known != places_.end() && (known->second.index == index || known->second.count > 1);
}

bool ChoicePlaces::goes_beyond_end(const Answer& part) const {
  return std::any_of(part.choices.begin(), part.choices.end(), [&](const Choice& piece) {
    const auto known = places_.find(piece.index);
    return says_something(piece) && known != places_.end() && known->second.ended;
  });
}

bool ChoicePlaces::goes_on(const Answer& part) const {
  return std::all_of(part.choices.begin(), part.choices.end(), [&](const Choice& piece) {
    const auto known = places_.find(piece.index);
    return known != places_.end() && !known->second.ended;
  });
}

std::vector<std::string> ChoicePlaces::warnings() const {
  std::vector<std::string> found;
  if (moved_.empty()) return found;
  for (const auto& [index, place] : places_) {
    if (place.count > 1) {
      found.push_back(fmt::format(
          "{} choices have the index {} in the response; each after the first is shown with the "
          "next free index",
          place.count, index));
    } else if (place.index != index) {
      found.push_back(fmt::format("the choice with index {} in the response is shown with index {}",
                                  index, place.index));
    }
  }
  return found;
}

}  // namespace logprobs::read

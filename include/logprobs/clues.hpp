// Signs that a model was unsure. Data only.
#pragma once

#include <array>
#include <string_view>

namespace logprobs {

/// Signs that the model was unsure of a token.
struct Clues {
  bool low = false;        ///< its probability is below Thresholds::low
  bool ambiguous = false;  ///< its margin is below Thresholds::ambiguous
  bool not_top = false;    ///< another token was more probable than the chosen one
  bool any() const { return low || ambiguous || not_top; }  ///< whether there is a clue
  /// Adds the clues of another token.
  Clues& operator|=(const Clues& other) {
    low = low || other.low;
    ambiguous = ambiguous || other.ambiguous;
    not_top = not_top || other.not_top;
    return *this;
  }
};

/// A clue and its name, which is the same in all options and views; all are in clue_table.
struct ClueInfo {
  std::string_view name;        ///< "not-top"
  bool Clues::*clue = nullptr;  ///< its field
};
inline constexpr std::array<ClueInfo, 3> clue_table = {
    {{"low", &Clues::low}, {"ambiguous", &Clues::ambiguous}, {"not-top", &Clues::not_top}}};

}  // namespace logprobs

// What is said of one token.
#pragma once

#include <string>
#include <vector>

#include "explore/walk.hpp"

namespace logprobs::explore {

/// A row of the list of a token's candidates.
struct CandidateRow {
  std::string token;       ///< as a table shows it; "all others" of the rest
  std::string share;       ///< "39.4%"
  double probability = 0;  ///< 0 to 1, for a bar; NaN: unknown
  bool is_chosen = false;
  bool is_rest = false;  ///< what is not listed
};

/// The candidates, most probable first, at a temperature other than that of the answer if `by` is
/// not 1: p^(1/by) of what is listed, the rest as one. The last row is the rest.
std::vector<CandidateRow> candidate_rows(const Walk& walk, double by);

/// Its clues in words, with their marks: "🔀 near tie", "🎯 second choice", "low".
std::vector<std::string> clue_words(const Walk& walk);
/// The same without marks, for a sentence: "near tie, second choice".
std::string spoken_clues(const Walk& walk);

/// A number of the token and its name: {"logprob", "-0.931"}.
struct NamedNumber {
  std::string name;
  std::string value;
};
std::vector<NamedNumber> token_numbers(const Walk& walk);

}  // namespace logprobs::explore

// What the numbers of a response say. Data only.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>
#include <vector>

#include "logprobs/model.hpp"

namespace logprobs {

/// How probable a token was; `none` is an unscored one.
enum class Band : std::uint8_t { none, green, lime, yellow, orange, red };

/// What is worth a look about a token.
struct Clues {
  bool low = false;        ///< its probability is below `--low`
  bool ambiguous = false;  ///< the margin is below `--ambiguous`
  bool not_top = false;    ///< another token was more probable than the chosen one

  bool any() const { return low || ambiguous || not_top; }
  /// Adds those of another token.
  Clues& operator|=(const Clues& other) {
    low = low || other.low;
    ambiguous = ambiguous || other.ambiguous;
    not_top = not_top || other.not_top;
    return *this;
  }
};

/// A clue by the name that it has everywhere.
struct ClueInfo {
  std::string_view name;
  bool Clues::*clue = nullptr;
};
inline constexpr std::array<ClueInfo, 3> clue_table = {
    {{"low", &Clues::low}, {"ambiguous", &Clues::ambiguous}, {"not-top", &Clues::not_top}}};

/// The borders between bands and clues; probabilities 0 to 1, all strict.
struct Thresholds {
  double bands[4] = {0.9, 0.7, 0.5, 0.3};  ///< green, lime, yellow, orange lie above these
  double low = 0.1;
  double ambiguous = 0.15;
};

/// What must hold of the content and the refusals that a response shows.
struct Gates {
  Clues fail_on{};                          ///< no token may have one of these
  std::optional<double> min_probability{};  ///< 0 to 1: no token may be below
  std::optional<double> max_perplexity{};   ///< no choice may be above
  bool strict = false;  ///< white space, controls and punctuation are judged token by token too

  bool any() const { return fail_on.any() || min_probability || max_perplexity; }
};

/// Places in a token's list L that are no alternative's.
inline constexpr std::int32_t no_entry = -1;
inline constexpr std::int32_t chosen_itself = -2;  ///< the server left the chosen token out

/// What is said of one token. NaN and 0 stand for "not known".
struct Verdict {
  double probability = std::numeric_limits<double>::quiet_NaN();  ///< 0 to 1; NaN: unscored
  double margin = std::numeric_limits<double>::quiet_NaN();       ///< p(first) - p(second) of L
  std::uint32_t rank = 0;          ///< 1 + the entries of L above the chosen one's; 0: no entry
  std::int32_t chosen = no_entry;  ///< the chosen token's entry among its alternatives
  std::int32_t first = no_entry, second = no_entry;  ///< of L: alternatives or chosen_itself
  Band band = Band::none;
  Clues clues;
};

/// A token of the list L, chosen or not.
struct Candidate {
  std::string_view text, shown;      ///< its bytes, and what people read; they are the answer's
  double logprob = unknown_logprob;  ///< nats, as sent
};

/// The entry at Verdict::first or second of a token; empty and unknown for no_entry.
inline Candidate candidate_at(const Answer& answer, const Token& token, std::int32_t place) {
  if (place == no_entry) return {};
  const auto candidate = [&](const auto& entry) {
    return Candidate{answer.view(entry.text), answer.view(entry.shown), entry.logprob};
  };
  return place == chosen_itself ? candidate(token) : candidate(answer.begin(token)[place]);
}

/// The sums of one choice. Unscored tokens and floors are in none of the means.
struct Summary {
  std::size_t scored = 0;                           ///< tokens in the sum
  std::size_t unscored = 0;                         ///< tokens without a probability
  std::size_t floors = 0;                           ///< tokens whose logprob says "no value here"
  std::size_t low = 0, ambiguous = 0, not_top = 0;  ///< tokens with this clue
  std::size_t least_sure = 0;                       ///< the scored token with the lowest logprob
  double running_sum = 0;   ///< nats; with `compensation` it makes sum_logprob
  double compensation = 0;  ///< what running_sum lost to rounding
  double min_logprob = 0;   ///< nats; of the scored tokens
  double sum_logprob = std::numeric_limits<double>::quiet_NaN();      ///< nats; NaN: none scored
  double mean_logprob = std::numeric_limits<double>::quiet_NaN();     ///< nats; NaN likewise
  double perplexity = std::numeric_limits<double>::quiet_NaN();       ///< exp(-mean); NaN likewise
  double min_probability = std::numeric_limits<double>::quiet_NaN();  ///< 0 to 1; NaN likewise
};

/// The verdicts of one choice, a token each, and their summary.
struct ChoiceReport {
  int index = 0;
  Kind kind = Kind::content;
  std::vector<Verdict> verdicts;
  Summary summary;
};

/// The report of a response; `choices` runs beside Answer::choices.
struct Report {
  std::vector<ChoiceReport> choices;
  std::vector<ChoiceReport> spare;  ///< emptied, kept for their memory
};

}  // namespace logprobs

// What the numbers of a response say. Data only.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
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
};

/// The borders between bands and clues; probabilities 0 to 1, all strict.
struct Thresholds {
  double bands[4] = {0.9, 0.7, 0.5, 0.3};  ///< green, lime, yellow, orange lie above these
  double low = 0.1;
  double ambiguous = 0.15;
};

/// What is said of one token. NaN and 0 stand for "not known".
struct Verdict {
  double probability = std::numeric_limits<double>::quiet_NaN();  ///< 0 to 1; NaN: unscored
  double margin = std::numeric_limits<double>::quiet_NaN();       ///< p(first) - p(second) of L
  std::uint32_t rank = 0;    ///< 1 + the entries of L above the chosen one's; 0: no entry
  std::int32_t chosen = -1;  ///< the chosen token's entry among its alternatives; -1: none
  Band band = Band::none;
  Clues clues;
};

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

// What the numbers of an answer mean. Data only.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <vector>

#include "logprobs/clues.hpp"
#include "logprobs/findings.hpp"
#include "logprobs/model.hpp"

namespace logprobs {

/// How probable a token was. `none`: it is unscored.
enum class Band : std::uint8_t { none, green, lime, yellow, orange, red };

/// The thresholds of bands and clues, 0 to 1. What equals one is neither above nor below it.
struct Thresholds {
  double bands[4] = {0.9, 0.7, 0.5, 0.3};  ///< green, lime, yellow and orange are above these
  double low = 0.1;                        ///< a probability below this is low
  double ambiguous = 0.15;                 ///< a margin below this is ambiguous
};

/// The band of a probability, 0 to 1; `none` for NaN.
inline Band band_of(double probability, const Thresholds& thresholds) {
  if (std::isnan(probability)) return Band::none;
  if (probability > thresholds.bands[0]) return Band::green;
  if (probability > thresholds.bands[1]) return Band::lime;
  if (probability > thresholds.bands[2]) return Band::yellow;
  if (probability > thresholds.bands[3]) return Band::orange;
  return Band::red;
}

/// Conditions that an answer's content and refusals must meet. any(): whether there is one.
struct Gates {
  Clues fail_on{};                          ///< no token may have any of these clues
  std::optional<double> min_probability{};  ///< 0 to 1: no token may be less probable
  std::optional<double> max_perplexity{};   ///< no choice may have a greater perplexity
  bool strict = false;  ///< also judge tokens that are only white space, controls or punctuation
  bool any() const { return fail_on.any() || min_probability || max_perplexity; }
};

// A token is judged by its list L: its scored alternatives, each once, and the chosen token if the
// server left it out although it is at least as probable as the last of them. An entry of L is
// identified by its place among the token's alternatives, which counts from 0, or by one of these:
inline constexpr std::int32_t no_entry = -1;       ///< L has no such entry
inline constexpr std::int32_t chosen_itself = -2;  ///< the chosen token, which was left out

/// The verdict on one token.
struct Verdict {
  double probability = std::numeric_limits<double>::quiet_NaN();  ///< 0 to 1; NaN: unscored
  double margin = std::numeric_limits<double>::quiet_NaN();  ///< p(first) - p(second); NaN: unknown
  std::uint32_t rank = 0;          ///< 1 + the entries of L above it; of raw logits, or if L
                                   ///< is empty: Token::rank; 0: unknown
  std::int32_t chosen = no_entry;  ///< the chosen token's place among its alternatives
  std::int32_t first = no_entry, second = no_entry;  ///< the two most probable entries of L
  Band band = Band::none;                            ///< of the probability
  Clues clues;                                       ///< an unknown number gives no clue
};

/// The sums of one choice. Sums and means leave out unscored tokens and floors (logprob.hpp).
struct Summary {
  std::size_t scored = 0;                           ///< tokens in the sum
  std::size_t unscored = 0;                         ///< tokens without a probability
  std::size_t floors = 0;                           ///< tokens whose logprob means "no value here"
  std::size_t low = 0, ambiguous = 0, not_top = 0;  ///< tokens with this clue
  std::size_t unsure = 0;                           ///< tokens with a clue, or with several
  std::size_t least_sure = 0;  ///< its place: the first with the lowest logprob in the sum
  double running_sum = 0;      ///< nats; with `compensation` it makes sum_logprob
  double compensation = 0;     ///< nats; what running_sum lost to rounding
  double min_logprob = 0;      ///< nats; of the tokens in the sum
  double sum_logprob = std::numeric_limits<double>::quiet_NaN();   ///< nats; NaN: none scored
  double mean_logprob = std::numeric_limits<double>::quiet_NaN();  ///< nats; NaN: none scored
  double perplexity = std::numeric_limits<double>::quiet_NaN();    ///< exp(-mean); NaN: none scored
  double min_probability = std::numeric_limits<double>::quiet_NaN();  ///< 0 to 1; NaN: none scored
};

/// The report on one choice.
struct ChoiceReport {
  int index = 0;                  ///< as in Choice
  Kind kind = Kind::content;      ///< as in Choice
  std::vector<Verdict> verdicts;  ///< one for each token
  Summary summary;                ///< of all its tokens
  /// Of judge_findings(), once the choice has ended. Null takes little memory where there are many
  /// choices and nothing is sought.
  std::shared_ptr<const Findings> found{};

  /// What was found: nothing, if nothing was sought.
  const Findings& findings() const {
    static const Findings nothing;
    return found ? *found : nothing;
  }
};

/// The report on an answer.
struct Report {
  std::vector<ChoiceReport> choices;  ///< one for each of Answer::choices, in the same order
  std::vector<ChoiceReport> spare;    ///< emptied, kept for their memory
};

}  // namespace logprobs

// How probable each label is at a place in an answer.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "judge/choice_text.hpp"
#include "judge/labels.hpp"
#include "logprobs/report.hpp"

namespace logprobs::judge {

/// Probability that belongs to one of several labels, and nothing tells to which.
struct Undecided {
  double probability = 0;           ///< 0 to 1
  double bound = 0;                 ///< of it, the most that one of them can have
  std::vector<std::size_t> labels;  ///< those it may belong to
  bool listed = false;              ///< else it is what no listed alternative covers
};

/// What was weighed, and what may come to it.
struct Weighed {
  LabelBlock block;
  std::vector<Undecided> undecided;
};

/// A choice with all that is known of it.
struct JudgedChoice {
  const Answer& answer;
  const Choice& choice;
  const ChoiceReport& report;
  const ChoiceText& text;
};

/// Weighs the labels as what comes at the byte `begin` of the choice's text: the alternatives of
/// the token there and, where labels begin alike, those of the tokens that follow it in the answer,
/// each with the probability of the way to it. Nothing if the token has no probability.
std::optional<Weighed> weigh(const JudgedChoice& judged, const Labels& labels, std::size_t begin);

/// The labels as what the answer begins with: at its first token that is not white space or quotes.
/// Nothing if it has none, or that has no probability.
std::optional<LabelBlock> weigh_answer(const JudgedChoice& judged, const Labels& labels);

}  // namespace logprobs::judge

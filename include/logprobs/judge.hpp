// The room that says what the numbers mean. Pure arithmetic.
#pragma once

#include <cstddef>
#include <optional>

#include "logprobs/model.hpp"
#include "logprobs/report.hpp"

namespace logprobs {

/// Judges the tokens that `into` has no verdict for yet, so that a growing answer costs each token
/// once. For another response, clear(into) first.
void judge_answer(const Answer& answer, const Thresholds& thresholds, Report& into);

/// Forgets a response's report, keeps the memory.
void clear(Report& report);

/// One of the gates, in the order in which they are looked at.
enum class Gate { low, ambiguous, not_top, min_probability, max_perplexity };

/// The first token of a response that trips a gate.
struct Trip {
  Gate gate = Gate::low;
  std::size_t choice = 0;  ///< in Answer::choices
  std::size_t token = 0;   ///< in Choice::tokens; of max_perplexity the least sure one
};
std::optional<Trip> first_trip(const Answer& answer, const Report& report, const Gates& gates);

/// The first gate for which the response has nothing to judge.
std::optional<Gate> without_evidence(const Answer& answer, const Report& report,
                                     const Gates& gates);

}  // namespace logprobs

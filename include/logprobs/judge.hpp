// Judges what the numbers of an answer mean. Pure arithmetic: no input, no output, no clock.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "logprobs/model.hpp"
#include "logprobs/report.hpp"

namespace logprobs {

/// Adds verdicts for the tokens that `into` does not cover yet, so that each token of a growing
/// answer is judged once, and updates the summaries. Before another answer, call clear(into).
void judge_answer(const Answer& answer, const Thresholds& thresholds, Report& into);

/// Looks for what is sought in each choice of content that has ended, or in all of them if the
/// answer is `done`. The report is that of judge_answer() on the answer so far.
void judge_findings(const Answer& answer, const Sought& sought, bool done, Report& into);

/// Empties the report, but keeps its memory for the next answer.
void clear(Report& report);

/// A condition of Gates or of Sought, in the order in which they are checked.
enum class Gate {
  low,
  ambiguous,
  not_top,
  min_probability,
  max_perplexity,
  labels,          ///< the answer has a place for a label
  expected_label,  ///< no other label is more probable
  rating,          ///< the answer has a rating
  fields,          ///< the answer is JSON, and has the fields that options name
  min_field,       ///< no field is less probable than --min-field or --min-probability has it
};

/// A token that trips a gate.
struct Trip {
  Gate gate = Gate::low;
  std::size_t choice = 0;  ///< its place in Answer::choices
  std::size_t token = 0;   ///< its place in Choice::tokens; for max_perplexity, the least sure one
  std::size_t field = 0;   ///< for min_field: its place in Findings::fields
};

/// Why fields cannot be judged.
struct FieldFault {
  enum class Why { no_json, not_whole, no_such_path, unknown };
  Why why = Why::no_json;
  std::size_t choice = 0;     ///< its place in Answer::choices
  std::size_t document = 0;   ///< if it is not whole: its place in Findings::documents
  std::string_view option{};  ///< the option that names a field: "--enum"
  std::string path{};         ///< that field, or the one whose probability is unknown
  bool sent = true;           ///< the tokens of that field are in the answer
};

/// The first reason for which the fields of an answer cannot be judged, if there is one.
std::optional<FieldFault> fault_of_fields(const Report& report, const Gates& gates,
                                          const Sought& sought);

/// The first token of an answer that trips one of the gates, if any does. The report is that of
/// judge_answer() and judge_findings() on the whole answer.
std::optional<Trip> first_trip(const Answer& answer, const Report& report, const Gates& gates,
                               const Sought& sought = {});

/// The first of the gates for which the answer has nothing to judge, if there is one: "ambiguous"
/// needs two alternatives, for instance. Such a gate must not count as passed.
std::optional<Gate> without_evidence(const Answer& answer, const Report& report, const Gates& gates,
                                     const Sought& sought = {});

}  // namespace logprobs

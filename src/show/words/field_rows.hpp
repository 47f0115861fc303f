// What is said of a value of JSON, for people.
#pragma once

#include <string>
#include <vector>

#include "logprobs/candidate.hpp"
#include "show/words/setting.hpp"

namespace logprobs::show {

/// The most probable candidate other than the chosen token; empty if there is none.
Candidate best_other(const Answer& answer, const Token& token, const Verdict& verdict);

/// The name of a leaf's kind: "string", "empty_array".
std::string_view leaf_kind_name(LeafKind kind);

/// e^sum: 0 to 1; NaN if it is unknown, or if there are no tokens.
double field_probability(const Leaf& field);

/// A value, or the name of a function that is called.
struct FieldRow {
  std::string path;                 ///< visible text; "call", or "call 2", in place of a path
  std::string share;                ///< "71.0%"; "?" if it is unknown
  std::string value;                ///< as JSON has it
  std::string least_sure;           ///< “ris” 98.2%
  std::string instead;              ///< “oma” 1.1%; empty: nothing else is listed
  std::vector<std::string> labels;  ///< "true 98.2%", "false 1.7%"; empty: it has none
  double probability = 0;           ///< 0 to 1; NaN: unknown
  Clues clues{};                    ///< of all its tokens
};

/// What is said of a field. Path and value are cut off where they take more than `widest` cells;
/// `set` sets what has other words around it.
FieldRow field_row(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                   const Leaf& field, const Thresholds& thresholds, int widest,
                   Setting set = as_it_is);

/// "values 69.7%", "keys >99.9%" ... "together 69.0%"; empty if no field has tokens.
std::vector<std::string> joint_parts(const Findings& findings, const Thresholds& thresholds);

/// The field with the lowest probability; null if none is known.
const Leaf* least_sure_field(const Findings& findings);
/// "/total 71.0%".
std::string field_and_share(const Leaf& field, const Findings& findings,
                            const Thresholds& thresholds);

}  // namespace logprobs::show

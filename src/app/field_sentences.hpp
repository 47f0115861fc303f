// What scripts are told of the values of JSON.
#pragma once

#include <string>

#include "cli/options.hpp"
#include "logprobs/judge.hpp"

namespace logprobs::app {

/// Why the fields of an answer cannot be judged, a sentence.
std::string fault_sentence(const Answer& answer, const Report& report, const FieldFault& fault);

/// Whether the JSON is cut off.
bool is_cut_off(const Report& report, const FieldFault& fault);

/// What a field is named: "field /total “12”"; the name of a called function is none.
std::string field_name(const Leaf& field);

/// A threshold that a field is below, and the option that has it: "--min-field /total=0.9".
struct FieldThreshold {
  double probability = 0;
  std::string option;
};
FieldThreshold threshold_of(const Leaf& field, const cli::Options& options);

}  // namespace logprobs::app

// The values of an answer that is JSON, and how sure each is.
#pragma once

#include <map>
#include <string>

#include "judge/weigh.hpp"

namespace logprobs::judge {

/// What the values of fields are weighed against.
struct FieldLabels {
  explicit FieldLabels(const Sought& sought);

  /// The labels of a leaf; null if it has none.
  const Labels* of(const Leaf& leaf) const;

  WordLabels booleans;
  WordLabels null;                          ///< and what else such a word may be
  std::map<std::string, WordLabels> enums;  ///< by path
};

/// Finds the JSON of a choice, its leaves, and what they and the rest of its tokens add up to.
void find_fields(const JudgedChoice& judged, const FieldLabels& labels, Findings& findings);

}  // namespace logprobs::judge

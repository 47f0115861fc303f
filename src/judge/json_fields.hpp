// The values of an answer that is JSON, and how sure each is.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "judge/json_labels.hpp"
#include "judge/weigh.hpp"

namespace logprobs::judge {

/// What the values of fields are weighed against.
struct FieldLabels {
  explicit FieldLabels(const Sought& sought);

  /// The labels of a leaf; null if it has none.
  const Labels* of(const Leaf& leaf) const;

  /// The values of an enum, between quotes and without them.
  struct Enumerated {
    explicit Enumerated(const std::vector<std::string>& values)
        : strings(values, true), words(values, false) {}

    JsonLabels strings;
    JsonLabels words;
  };
  JsonLabels booleans;
  JsonLabels null;                          ///< and what else such a word may be
  std::map<std::string, Enumerated> enums;  ///< by path
};

/// Finds the JSON of a choice, its leaves, and what they and the rest of its tokens add up to.
void find_fields(const JudgedChoice& judged, const FieldLabels& labels, Findings& findings);

}  // namespace logprobs::judge

// What a block of labels says, row by row, for people.
#pragma once

#include <string>
#include <vector>

#include "logprobs/finding.hpp"
#include "logprobs/report.hpp"
#include "show/words/setting.hpp"

namespace logprobs::show {

/// An upper bound (0 to 1), rounded up: "≤ 0.4%".
std::string at_most(double bound);

/// A label, or what is left to others.
struct LabelRow {
  std::string name;         ///< visible text
  std::string share;        ///< "81.0%" or "≤ 0.4%"
  std::string conditional;  ///< of the labels alone; empty: unknown
  double probability = 0;   ///< 0 to 1, for a bar; NaN: none
  bool is_label = true;
  bool written = false;  ///< the answer has this label
};

/// The labels in their order, then what no label got and what
/// no listed alternative covers, unless that is nothing.
std::vector<LabelRow> label_rows(const LabelBlock& block, const Thresholds& thresholds);

/// The same of ratings, of more than eleven only those that are listed.
std::vector<LabelRow> rating_rows(const Rating& rating, const Thresholds& thresholds);

/// Sentences: which labels begin alike, and which tokens tell labels apart.
std::vector<std::string> label_notes(const LabelBlock& block, const Thresholds& thresholds,
                                     Setting set = as_it_is);

/// "rating 4", "expected 3.92 (3.85 to 3.99)", "deviation 0.45", "most probable 4".
std::vector<std::string> rating_parts(const Rating& rating);

/// What was found, in a line: "yes 81.0% · 4 (3.82)"; and what that is: "label · rating
/// (expected)"; and how many cells the widest can take. Empty, and 0, if neither is sought; “–” for
/// what was not found.
std::string finding_line(const Findings& findings, const Sought& sought,
                         const Thresholds& thresholds);
std::string finding_names(const Sought& sought);
int finding_width(const Sought& sought);

}  // namespace logprobs::show

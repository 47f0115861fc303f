// What was looked for in a choice, as columns of csv, tsv and summary.
#pragma once

#include <string>
#include <vector>

#include "logprobs/report.hpp"

namespace logprobs::show {

/// A cell: a text, or a number, which is NaN where it is unknown.
struct Cell {
  std::string text{};
  double number = unknown_logprob;
  bool is_text = false;
};

/// The names of the columns, for csv and tsv, and for the summary.
std::vector<std::string> finding_columns(const Sought& sought);
std::vector<std::string> summary_columns(const Sought& sought);

/// The cells of a choice in these columns.
std::vector<Cell> finding_cells(const Findings& findings, const Sought& sought);
std::vector<Cell> summary_cells(const Findings& findings, const Sought& sought);

}  // namespace logprobs::show

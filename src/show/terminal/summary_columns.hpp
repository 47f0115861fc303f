// Which columns a summary has on a terminal, and how wide they are.
#pragma once

#include <string>

#include "logprobs/show.hpp"

namespace logprobs::show {

/// The widths of a summary's columns, in cells and in the order in which they are shown. One of 0
/// is left out. They depend on nothing that comes later, so that rows can be shown as they come.
struct SummaryColumns {
  int source = 0;
  int tokens = 6;
  int perplexity = 10;
  int low = 3, ambiguous = 0, not_top = 0;
  int clues = 0;   ///< in place of these three
  int lowest = 6;  ///< the lowest probability
  int index = 4;   ///< the place of the least sure token
  int word = 0;    ///< its word
  int rest = 0;    ///< what else is known, as far as it fits
};

/// Fits the columns into the terminal: what is least important is left out first.
SummaryColumns fit_summary(const ShowOptions& options);

/// The names of the columns of clues, which are the marks where there are such.
std::string ambiguous_name(const ShowOptions& options);
std::string not_top_name(const ShowOptions& options);

}  // namespace logprobs::show

// How a list of answers looks.
#pragma once

#include <string>
#include <vector>

#include "explore/answer_list.hpp"
#include "logprobs/show_options.hpp"

namespace logprobs::explore {

/// The widths of a list's columns, in cells and in the order in which they are shown. One of 0 is
/// left out.
struct ListColumns {
  int place = 0;
  int tokens = 6;
  int perplexity = 11;
  int clues = 6;
  int lowest = 7;
  int word = 0;  ///< the least sure
  int title = 0;
};

/// Fits the columns into the screen, which is `width` cells wide. What is least important is left
/// out first, but not what the list is sorted by.
ListColumns fit_list(const AnswerList& list, int width);

/// The list on a screen of look.width and so many rows, without line ends: the names of the
/// columns, with the sign of how it is sorted, and a row for each answer. The selected one is
/// reversed, or has a sign before it where nothing else can be shown.
std::vector<std::string> list_rows(AnswerList& list, const ShowOptions& look, int height);

}  // namespace logprobs::explore

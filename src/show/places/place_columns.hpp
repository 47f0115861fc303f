// Which columns places have on a terminal, and how wide they are.
#pragma once

#include "logprobs/show.hpp"

namespace logprobs::show {

/// The widths of the columns, in cells and in the order in which they are shown. One of 0 is left
/// out. They depend on nothing that comes later, so that lines can be shown as they come.
struct PlaceColumns {
  int place = 0;
  int probability = 6;
  int marks = 0;
  int context = 0;
  int other = 16;  ///< the best other token, and its probability
  int fields = 0;
};

/// Fits the columns into the terminal: the context shrinks first.
PlaceColumns fit_places(const ShowOptions& options);

}  // namespace logprobs::show

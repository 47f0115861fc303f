// The chart of a single token.
#pragma once

#include "show/svg/picture.hpp"

namespace logprobs::show {

/// Adds a bar for each token that could have been the choice's only one, over an axis of
/// percentages.
void add_list_chart(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                    const ShowOptions& options, Picture& picture);

}  // namespace logprobs::show

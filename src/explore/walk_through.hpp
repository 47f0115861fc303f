// A full screen on which somebody walks through answers.
#pragma once

#include "explore/chooser.hpp"
#include "explore/explorer.hpp"
#include "explore/stage.hpp"

namespace logprobs::explore {

/// What ended a screen. `interrupted`: Ctrl-C, or a signal.
enum class Ending { leave, list, interrupted, gone };

/// Lets somebody walk through an answer until a key or something else ends it.
Ending walk_through(Explorer& explorer, Stage& stage);
/// The same in the list of answers: `list` is that one is to be opened.
Ending choose(Chooser& chooser, Stage& stage);

}  // namespace logprobs::explore

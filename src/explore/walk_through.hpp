// A full screen on which somebody walks through answers.
#pragma once

#include <chrono>
#include <optional>

#include "explore/chooser.hpp"
#include "explore/explorer.hpp"
#include "explore/question_line.hpp"
#include "explore/stage.hpp"

namespace logprobs::explore {

/// What ended a screen. `interrupted`: Ctrl-C, or a signal. `stop`, of attend() alone: nothing did,
/// but what is asked for is to be stopped.
enum class Ending { leave, list, interrupted, gone, stop };

/// Lets somebody walk through an answer until a key or something else ends it.
Ending walk_through(Explorer& explorer, Stage& stage);
/// The same while something else is waited for: draws what is new, and takes the keys that come
/// within `most`, and what comes with them. None if nothing ended it.
std::optional<Ending> attend(Explorer& explorer, Stage& stage, std::chrono::milliseconds most);
/// The same in the list of answers: `list` is that one is to be opened.
Ending choose(Chooser& chooser, Stage& stage);
/// Lets somebody type a question: `leave` is that it is there, or given up.
Ending type_question(QuestionLine& line, Stage& stage);

}  // namespace logprobs::explore

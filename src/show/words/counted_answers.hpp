// How often each of several short answers was given to one question.
#pragma once

#include <string>
#include <vector>

#include "logprobs/model.hpp"
#include "show/words/setting.hpp"

namespace logprobs::show {

/// Counts equal answers among the choices of a complete response, the most frequent first, and
/// those as frequent in the order of the choices: {"3 answers: 2 × Spaces", "1 × Tabs"}. Empty
/// unless there are two choices or more, each of one short line.
std::vector<std::string> counted_answers(const Answer& answer, Setting set);

}  // namespace logprobs::show

// Reads an answer again that was listed before.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "app/answer_index.hpp"
#include "cli/options.hpp"
#include "logprobs/model.hpp"

namespace logprobs::app {

/// An answer, or a sentence that says why there is none.
struct LoadedAnswer {
  std::optional<Answer> answer{};
  std::string problem{};  ///< may quote text from outside; empty if a signal came
};

/// Entry number `number` of an index, whole, which was made with the same options. If its file has
/// changed meanwhile, it is this very answer, wherever in the file, or none.
LoadedAnswer load_answer(const AnswerIndex& index, std::size_t number, const cli::Options& options);

}  // namespace logprobs::app

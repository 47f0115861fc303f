// Lets somebody walk through answers.
#pragma once

#include <functional>

#include "app/answer_index.hpp"
#include "cli/options.hpp"
#include "explore/asker.hpp"
#include "logprobs/error.hpp"
#include "logprobs/show.hpp"
#include "system/environment.hpp"
#include "system/output.hpp"

namespace logprobs::app {

/// True if --explore can have a full screen; else it goes by lines.
bool has_full_screen(const cli::Options& options, const system::Environment& environment);

/// Keeps the answers that `give` shows with a view, and the exit code that it returns.
AnswerIndex keep_answers(const std::function<ExitCode(View&)>& give);

/// Shows one answer after another as somebody likes, and prints the last one as views do, then what
/// is to be said of all. `asker`: whoever goes on with them; null: nobody. Returns the exit code of
/// finding them, or that of a signal.
ExitCode explore_answers(const AnswerIndex& index, const cli::Options& options, bool has_screen,
                         const ShowOptions& show, system::Output& output,
                         explore::Asker* asker = nullptr);

}  // namespace logprobs::app

// Shows saved responses.
#pragma once

#include <functional>
#include <string>

#include "app/reading_progress.hpp"
#include "cli/options.hpp"
#include "logprobs/error.hpp"
#include "logprobs/show.hpp"
#include "system/output.hpp"

namespace logprobs::app {

/// What a source of --replay is called: its path, unless --last chose it. Nobody knows the file of
/// a kept answer.
std::string replay_name(const std::string& file, const cli::Options& options);

/// Shows every answer of every source of --replay, whose problems become messages. Returns the
/// worst exit code of all. Says how far it is, and calls `meanwhile` now and then. Throws what
/// View::done() and Output::write() throw.
ExitCode replay(const cli::Options& options, View& view, system::Output& output,
                ReadingProgress& progress, const std::function<void()>& meanwhile);

}  // namespace logprobs::app

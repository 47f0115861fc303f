// Shows saved responses.
#pragma once

#include "cli/options.hpp"
#include "logprobs/error.hpp"
#include "logprobs/show.hpp"
#include "system/output.hpp"

namespace logprobs::app {

/// Shows every answer of every source of --replay, whose problems become messages. Returns the
/// worst exit code of all. Throws what View::done() and Output::write() throw.
ExitCode replay(const cli::Options& options, View& view, system::Output& output);

}  // namespace logprobs::app

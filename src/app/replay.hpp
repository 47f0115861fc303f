// Shows saved responses.
#pragma once

#include "cli/options.hpp"
#include "logprobs/error.hpp"
#include "logprobs/show.hpp"
#include "system/output.hpp"

namespace logprobs::app {

/// Shows every response of every source. Returns the worst exit code of all.
ExitCode replay(const cli::Options& options, View& view, system::Output& output);

}  // namespace logprobs::app

// Saved responses through read, judge and show.
#pragma once

#include "logprobs/error.hpp"
#include "logprobs/options.hpp"
#include "logprobs/show.hpp"
#include "output.hpp"

namespace logprobs {

/// Shows every response of every source; the exit code is the worst of all.
ExitCode replay(const Options& options, View& view, Output& output);

}  // namespace logprobs

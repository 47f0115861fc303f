// A live answer through read, judge and show.
#pragma once

#include "asking.hpp"
#include "logprobs/error.hpp"
#include "logprobs/options.hpp"
#include "logprobs/show.hpp"
#include "logprobs/transport.hpp"
#include "output.hpp"

namespace logprobs {

/// Sends the request and shows the answer while it comes; returns the exit code. `progress`: what
/// is waited for is told on standard error.
ExitCode ask(const Options& options, const Asking& asking, Transport& transport, View& view,
             Output& output, bool progress);

}  // namespace logprobs

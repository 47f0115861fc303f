// A live answer through read, judge and show.
#pragma once

#include "logprobs/error.hpp"
#include "logprobs/options.hpp"
#include "logprobs/show.hpp"
#include "logprobs/transport.hpp"
#include "output.hpp"
#include "prepare.hpp"
#include "saved.hpp"

namespace logprobs {

/// Sends the request, shows the answer while it comes, and keeps it in `saved`; returns the exit
/// code. `progress`: what is waited for is told on standard error.
ExitCode ask(const Options& options, const Asking& asking, Transport& transport, View& view,
             Output& output, Saved& saved, bool progress);

}  // namespace logprobs

// Signals that end a run in good order, and waits that they end.
#pragma once

#include <chrono>

#include "logprobs/error.hpp"

namespace logprobs::system {

/// From now on SIGINT, SIGTERM and SIGHUP are noted instead of ending the process; a second one
/// ends it. A closed pipe and a file that is too large become errors of the write.
void watch_signals();

/// The signal that came, or 0. Any thread may ask.
int received_signal();

/// The exit code of a run that a signal ended.
ExitCode signal_code();

/// Waits until `descriptor` can be read. Returns false if a signal came instead.
bool wait_readable(int descriptor);

/// Waits that long. Returns false if a signal came, which ends the wait.
bool wait_for(std::chrono::milliseconds time);

}  // namespace logprobs::system

// Signals that end a run cleanly, and waits that they end.
#pragma once

#include <chrono>
#include <csignal>

#include "logprobs/error.hpp"

namespace logprobs::system {

/// From now on SIGINT, SIGTERM and SIGHUP are noted instead of ending the process; the second of a
/// kind ends it. One that the caller ignores stays ignored. A closed pipe and a file that is too
/// large become errors of write().
void watch_signals();

/// The signal that came, or 0. Any thread may ask.
int received_signal();

/// The signals that watch_signals() notes.
sigset_t watched_signals();

/// True from a second after that signal on. At each second from then on, calls that wait are
/// interrupted: a write() to a terminal may wait although poll() says that it has room.
bool is_patience_over();

/// The exit code of a run that the received signal ended.
ExitCode signal_code();

/// Keeps these signals, and those of a terminal's size and of stopping, from the threads that begin
/// while this lives. A signal ends a wait of the
/// thread that it comes to, which must be the one that waits for input and output.
class SignalsElsewhere {
 public:
  SignalsElsewhere();
  ~SignalsElsewhere();
  SignalsElsewhere(const SignalsElsewhere&) = delete;
  SignalsElsewhere& operator=(const SignalsElsewhere&) = delete;

 private:
  sigset_t before_;
};

/// Waits until `descriptor` can be read. Returns false if a signal came.
bool wait_readable(int descriptor);

/// Waits for `time`. Returns false if a signal came, which ends the wait.
bool wait_for(std::chrono::milliseconds time);

}  // namespace logprobs::system

// The only place that asks the environment, the terminal and the signals; it answers in values.
#pragma once

#include <chrono>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "logprobs/error.hpp"
#include "logprobs/options.hpp"
#include "logprobs/show.hpp"

namespace logprobs {

/// The environment's variables, as they were at the start.
class Environment {
 public:
  Environment() = default;
  explicit Environment(std::vector<std::pair<std::string, std::string>> variables)
      : variables_(std::move(variables)) {}
  /// The process's own.
  static Environment of_process();

  /// Empty where the variable is unset; see has().
  std::string_view get(std::string_view name) const;
  bool has(std::string_view name) const;

 private:
  std::vector<std::pair<std::string, std::string>> variables_;
};

/// When and how colours are written; the variables as no-color.org and CLICOLOR have them.
/// `depth` is "auto", "16", "256" or "24bit".
ColorDepth resolve_color(ColorMode mode, std::string_view depth, const Environment& environment,
                         bool is_terminal);

bool is_terminal(int descriptor);

/// The terminal's columns: COLUMNS where it is a number above 0, else what the terminal says,
/// or 80.
int terminal_width(int descriptor, const Environment& environment);

/// Gives the descriptors 0 to 2 that the caller closed a place to fail at, so that no file that is
/// opened later is taken for standard output.
void guard_standard_descriptors();

/// From now on SIGINT, SIGTERM and SIGHUP are noted instead of ending the process; a second one
/// ends it. A closed pipe and a file that is too large are left to the writer as errors.
void watch_signals();

/// The signal that came, or 0.
int received_signal();

/// What a run ends with when a signal came.
ExitCode signal_code();

/// Waits until `descriptor` can be read. False when a signal came instead.
bool wait_readable(int descriptor);

/// Waits that long. False when a signal came, which ends it.
bool wait_for(std::chrono::milliseconds time);

}  // namespace logprobs

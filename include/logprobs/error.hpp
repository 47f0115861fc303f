// How a run ends: the exit codes, and the only exception type.
#pragma once

#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

namespace logprobs {

/// What the process returns. exit_codes() says more about each.
enum class ExitCode {
  ok = 0,             ///< the answer was shown
  failed = 1,         ///< a file could not be read or written
  usage = 2,          ///< the command line, or something that it names, is wrong
  gate = 3,           ///< an answer does not meet the conditions of Gates
  refused = 4,        ///< the server sent an error in place of an answer
  unreached = 5,      ///< no byte of an answer came
  unusable = 6,       ///< a response cannot be read, or has no logprobs
  interrupted = 130,  ///< by SIGINT
  terminated = 143,   ///< by SIGTERM or SIGHUP
};

/// An exit code as the help shows it.
struct ExitCodeInfo {
  ExitCode code;
  std::string_view about;  ///< when the run ends with it
};

/// All exit codes, in ascending order.
std::span<const ExitCodeInfo> exit_codes();

/// Thrown only when the run cannot go on. what() is a sentence: what was wrong, where, what to do.
/// It is empty when a signal ended the run, which needs no explanation.
struct Error : std::runtime_error {
  Error(ExitCode exit_code, const std::string& message)
      : std::runtime_error(message), code(exit_code) {}
  ExitCode code;  ///< what the process returns
};

/// Throws Error{usage}: the command line is wrong, or something that it names, such as a key file.
[[noreturn]] void usage_error(const std::string& message);

/// The exit code of a run that has reasons for both: whichever comes first among 130, 143, 2, 1, 6,
/// 5, 4, 3, 0.
ExitCode worse(ExitCode a, ExitCode b);

}  // namespace logprobs

// What ends a run: the exit codes and the one exception type.
#pragma once

#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

namespace logprobs {

/// What the process returns; exit_codes() says what each means.
enum class ExitCode {
  ok = 0,
  failed = 1,
  usage = 2,
  gate = 3,
  refused = 4,
  unreached = 5,
  unusable = 6,
  interrupted = 130,
  terminated = 143,
};

/// An exit code as help shows it.
struct ExitCodeInfo {
  ExitCode code;
  std::string_view about;
};

std::span<const ExitCodeInfo> exit_codes();

/// Thrown only when the run cannot go on; what() is a sentence: what was wrong, where, what to do.
/// It is empty when a signal ended the run, which needs no word.
struct Error : std::runtime_error {
  Error(ExitCode exit_code, const std::string& message)
      : std::runtime_error(message), code(exit_code) {}
  ExitCode code;
};

/// Throws Error{usage}: what the command line, a key, a file that it names ... asks for is wrong.
[[noreturn]] void usage_error(const std::string& message);

/// The code that a run with both results ends with: the worst in the order 1, 6, 5, 4, 3, 0;
/// usage and signals beat them all.
ExitCode worse(ExitCode a, ExitCode b);

}  // namespace logprobs

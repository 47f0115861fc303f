// The program.
#pragma once

#include <span>
#include <string_view>

#include "logprobs/error.hpp"

namespace logprobs::app {

/// Runs the program with `words`, its command line without the program's name. Throws Error when it
/// cannot go on.
ExitCode run(std::span<const char* const> words);

}  // namespace logprobs::app

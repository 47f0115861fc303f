// The program.
#pragma once

#include <span>
#include <string_view>

#include "logprobs/error.hpp"

namespace logprobs::app {

/// Does what the words behind the program's name ask for. Throws Error when it cannot go on.
ExitCode run(std::span<const char* const> words);

}  // namespace logprobs::app

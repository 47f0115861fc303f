// The program.
#pragma once

#include <span>
#include <string_view>

#include "logprobs/error.hpp"

namespace logprobs::app {

/// Does what the words behind the program's name ask for. Throws Error when it cannot go on.
ExitCode run(std::span<const char* const> words);

/// Writes "logprobs: ..." to standard error, one line, made visible: nothing from outside reaches a
/// terminal raw. Nothing for an empty message. Where even that fails nothing can be said.
void print_message(std::string_view message);

}  // namespace logprobs::app

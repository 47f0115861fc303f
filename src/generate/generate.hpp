// What packages install beside the program: its man page, and completions for shells. They are made
// from the tables that the program itself works by.
#pragma once

#include <string>

namespace logprobs::generate {

/// The man page, in the macros of man(7).
std::string man_page();

/// A script to be sourced, or put where the shell finds it: in a folder of bash-completion as
/// `logprobs`.
std::string bash_completion();
/// The same for zsh, in a folder of its fpath as `_logprobs`.
std::string zsh_completion();
/// The same for fish, in its `completions` as `logprobs.fish`.
std::string fish_completion();

}  // namespace logprobs::generate

// What the completions of all shells have in common.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/cli.hpp"

namespace logprobs::generate {

/// What can be offered for the value of an option.
enum class Takes {
  nothing,   ///< it has none
  text,      ///< anything: nothing is offered
  file,      ///< the name of a file
  files,     ///< the same, again and again
  choice,    ///< one of OptionInfo::choices
  choices,   ///< several of them, separated by commas
  model,     ///< what the server listed
  profile,   ///< what the configuration has
  variable,  ///< a variable of the environment
  header,    ///< a header, or @ and a file's name
};

Takes taken_by(const cli::OptionInfo& option);

/// Whether the value, if there is one, can only stand behind an equals sign.
bool is_optional(const cli::OptionInfo& option);

/// The names of an option: "-f" and "--format".
std::vector<std::string_view> names_of(const cli::OptionInfo& option);

/// The names of all options that take such a value as a word of its own, joined by `between`.
std::string all_that_take(Takes what, std::string_view between);

/// What an option is for, in a few words.
std::string in_brief(const cli::OptionInfo& option);

/// A word of a shell that says `text`: in single quotes, and each of these inside becomes
/// `quote`.
std::string in_quotes(std::string_view text, std::string_view quote);

/// `text` with a backslash before each of the characters `special`.
std::string with_backslashes(std::string_view text, std::string_view special);

/// The options that say which server is asked, or where that is said: their values count when
/// models or profiles are offered.
std::vector<std::string_view> options_of_where();

}  // namespace logprobs::generate

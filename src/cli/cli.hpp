// The command line.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "cli/options.hpp"
#include "logprobs/error.hpp"

namespace logprobs::cli {

/// An option as help shows it; every part of the program that lists options reads this table.
struct OptionInfo {
  std::string_view group;
  std::string_view names;  ///< "-f,--format"
  std::string_view value;  ///< "NAME"; empty: takes none
  std::string_view about;
  bool brief = false;  ///< in the short help too
};

std::span<const OptionInfo> option_table();

/// The help of `-h`, and of `--help`.
std::string short_help();
std::string long_help();

/// A text to print instead of doing anything: help, version, a list of names. With an exit code of
/// `usage` it goes to standard error.
struct Print {
  std::string text;
  ExitCode code = ExitCode::ok;
};

/// Reads the words behind the program's name. Throws Error{usage} for what the help does not have.
std::variant<Options, Print> parse_command_line(std::span<const char* const> words);

}  // namespace logprobs::cli

// The command line.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "cli/options.hpp"
#include "logprobs/error.hpp"

namespace logprobs::cli {

/// A value of an option, as it was written.
struct Argument {
  std::string_view option;  ///< the option's long name, for messages: "--format"
  std::string_view text;    ///< empty for an option without a value
};

/// What else is true of an option; a row joins several with |.
using Traits = unsigned;
inline constexpr Traits brief = 1;       ///< it is in the short help too
inline constexpr Traits repeats = 2;     ///< each of its values counts, not only the last
inline constexpr Traits of_one_run = 4;  ///< it says what a single run does, so no config has it

/// A value that an option can have.
struct Choice {
  std::string_view name;
  std::string_view about;  ///< a few words; empty: the name says it
};

/// An option: what help says about it, and what it does.
struct OptionInfo {
  std::string_view group;  ///< the heading in help that it is under
  std::string_view names;  ///< "-f,--format"
  std::string_view value;  ///< "NAME"; empty: takes none
  std::string about;       ///< what help says about it, with its default
  /// Sets what the option means. Throws Error{usage} for a value that it cannot have. Null for an
  /// option that parse_command_line() or make_options() handles itself.
  void (*apply)(Options&, Argument) = nullptr;
  Traits traits = 0;
  std::string preset{};  ///< its value where nobody gives one; empty: none
  /// The variables of the environment that give it, "A,B": the first that is not empty does.
  std::string_view variables{};
  std::vector<Choice> choices{};  ///< all values that it can have, if these have names

  /// "--format".
  std::string_view long_name() const { return names.substr(names.find(',') + 1); }
  bool is(Traits trait) const { return (traits & trait) != 0; }
  /// True for an option that has no meaning with --replay.
  bool for_asking() const;
};

/// All options, in the order of help. Every part of the program that lists options reads this
/// table.
std::span<const OptionInfo> option_table();

/// The option with this name, long or short ("--format", "-f"); null if there is none.
const OptionInfo* find_option(std::string_view name);

/// What the program is for, in a few words.
std::string_view purpose();

/// A command line to learn from.
struct ExampleInfo {
  std::string_view command;  ///< for a shell, one line or several
  std::string_view about;
  bool in_help = false;  ///< and not only in the man page
};
std::span<const ExampleInfo> example_table();

/// What the exit code of a run of several responses is, a sentence.
std::string_view about_exit_codes();

/// The help of `-h`, and of `--help`, for so many columns.
inline constexpr int usual_columns = 100;
std::string short_help(int columns = usual_columns);
std::string long_help(int columns = usual_columns);

/// What to do first: printed where neither a question nor a file was named. `example` is the name
/// of a saved response.
std::string first_help(std::string_view example);

/// A text to print instead of doing anything else: help, version, a list of names.
struct Print {
  std::string text;
  std::string note{};  ///< a message besides; empty: none
};

/// A config, and its text if it is there.
struct ConfigText {
  std::string name{};  ///< empty: none can be
  std::optional<std::string> text{};
};

/// What is around a command line; by default nothing.
struct Surroundings {
  /// The value of a variable of the environment; empty if it is unset.
  std::function<std::string_view(std::string_view)> variable = [](auto) { return ""; };
  /// The config with this name, or the usual one (null). Throws Error{usage} if it cannot be read.
  std::function<ConfigText(const std::string*)> config = [](auto) { return ConfigText{}; };
  int columns = usual_columns;  ///< how wide help can be
};

/// Parses `words`, the command line without the program's name, and takes what it does not say from
/// what is around it. Throws Error{usage} for what help does not offer, and for a bad config.
std::variant<Options, Print> parse_command_line(std::span<const char* const> words,
                                                const Surroundings& around = {});

}  // namespace logprobs::cli

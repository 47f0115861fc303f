// Values of a config, as the options' arguments.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/cli.hpp"
#include "cli/toml.hpp"

namespace logprobs::cli {

/// What takes the place of the beginning of a file's name.
struct Folders {
  std::string_view config;  ///< the config's, with a slash at its end: of a relative name
  std::string_view home;    ///< of "~/"; empty: unknown
};

/// The arguments that `value` gives to an option that has some. Throws Error{usage}, which names
/// the key but no place, for a value of a type that the option does not take, and for a secret.
std::vector<std::string> arguments_of(const OptionInfo& option, const TomlNode& value,
                                      const Folders& folders);

/// True if the option's value is a number, or may be one.
bool may_be_number(const OptionInfo& option);

/// A type with an article: "a number".
std::string_view name_of(TomlType type);

/// An option's name as a key of a config: "base-url".
std::string_view key_of(const OptionInfo& option);

}  // namespace logprobs::cli

// Keys of a config that are not, or should not be there.
#pragma once

#include <string>
#include <string_view>

#include "cli/cli.hpp"
#include "cli/toml.hpp"

namespace logprobs::cli {

/// The option that a config sets by this key; null if there is none, or if it is of a single run.
const OptionInfo* option_of_key(std::string_view key);

/// What is wrong with a key that sets no option, and what was probably meant. It quotes no value.
std::string unknown_key(const TomlNode& member);

}  // namespace logprobs::cli

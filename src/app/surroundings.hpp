// What is around the command line: the environment, and the config.
#pragma once

#include "cli/cli.hpp"
#include "system/environment.hpp"

namespace logprobs::app {

/// The name of the config that is read unless one is named:
/// $XDG_CONFIG_HOME/logprobs/config.toml, or below ~/.config. Empty if neither folder is known.
std::string usual_config(const system::Environment& environment);

/// They refer to `environment`. The config is read once, when it is first asked for.
cli::Surroundings surroundings(const system::Environment& environment);

}  // namespace logprobs::app

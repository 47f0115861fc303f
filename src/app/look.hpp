// How views look here: what the options, the environment and the terminal come to.
#pragma once

#include <optional>

#include "cli/options.hpp"
#include "logprobs/show.hpp"
#include "system/environment.hpp"

namespace logprobs::app {

/// When and how colours are written; the variables mean what no-color.org and CLICOLOR say.
/// Without `depth` the terminal says.
ColorDepth resolve_color(cli::ColorMode mode, std::optional<ColorDepth> depth,
                         const system::Environment& environment, bool is_terminal);

/// The options of a view whose text goes to `descriptor`.
ShowOptions show_options(const cli::Options& options, const system::Environment& environment,
                         int descriptor);

}  // namespace logprobs::app

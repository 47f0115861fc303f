// Resolves options, environment and terminal to how views look.
#pragma once

#include <optional>

#include "cli/options.hpp"
#include "logprobs/show.hpp"
#include "system/environment.hpp"

namespace logprobs::app {

/// Whether and how colours are written; the variables mean what no-color.org and CLICOLOR say.
/// Without `depth` the terminal decides.
ColorDepth resolve_color(cli::ColorMode mode, std::optional<ColorDepth> depth,
                         const system::Environment& environment, bool is_terminal);

/// The options of a view whose text goes to `descriptor`.
ShowOptions show_options(const cli::Options& options, const system::Environment& environment,
                         int descriptor);

}  // namespace logprobs::app

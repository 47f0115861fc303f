// Resolves options, environment and terminal to how views look.
#pragma once

#include <optional>

#include "cli/options.hpp"
#include "logprobs/show.hpp"
#include "system/environment.hpp"

namespace logprobs::app {

/// Which colours are written. The environment's NO_COLOR means what no-color.org says, CLICOLOR and
/// CLICOLOR_FORCE what bixense.com/clicolors says, FORCE_COLOR what chalk says. Without `depth` the
/// variables decide by which terminals say what they can show (COLORTERM, TERM ...).
ColorDepth resolve_color(cli::ColorMode mode, std::optional<ColorDepth> depth,
                         const system::Environment& environment, bool is_terminal);

/// The options of a view whose text goes to `descriptor`.
ShowOptions show_options(const cli::Options& options, const system::Environment& environment,
                         int descriptor);

}  // namespace logprobs::app

// Resolves options, environment and terminal to how views look.
#pragma once

#include <optional>
#include <string_view>

#include "cli/options.hpp"
#include "logprobs/show.hpp"
#include "system/background.hpp"
#include "system/environment.hpp"

namespace logprobs::app {

/// Which colours are written. The environment's NO_COLOR means what no-color.org says, CLICOLOR and
/// CLICOLOR_FORCE what bixense.com/clicolors says, FORCE_COLOR what chalk says. Without `depth` the
/// variables decide by which terminals say what they can show (COLORTERM, TERM ...).
ColorDepth resolve_color(cli::ColorMode mode, std::optional<ColorDepth> depth,
                         const system::Environment& environment, bool is_terminal);

/// The marks that a terminal can show: emoji where its locale is UTF-8, but not on Linux's console.
/// What is no terminal can be looked at anywhere, and gets emoji.
Marks usual_marks(const system::Environment& environment, bool is_terminal);

/// What COLORFGBG, as of rxvt and Konsole, says of the background: its last number is one of the
/// sixteen colours.
Background background_of(std::string_view color_fg_bg);

/// The options of a view whose text goes to `descriptor`. The terminal is asked for its background
/// where colours depend on it and nothing else tells it.
ShowOptions show_options(const cli::Options& options, const system::Environment& environment,
                         int descriptor, system::BackgroundQuery& query);

}  // namespace logprobs::app

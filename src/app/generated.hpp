// What --generate prints.
#pragma once

#include <string>

#include "cli/options.hpp"
#include "system/environment.hpp"

namespace logprobs::app {

/// The text that the options ask for: a man page, a script, or names of models. Throws Error{usage}
/// where these are a server's whose URL is wrong.
std::string generated_text(const cli::Options& options, const system::Environment& environment);

}  // namespace logprobs::app

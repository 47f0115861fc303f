// What --show-config prints.
#pragma once

#include "cli/settings.hpp"

namespace logprobs::cli {

/// Every option in force, as a line of TOML, and where it comes from, as its comment. Secrets read
/// `[redacted]`.
Print show_config(const RawOptions& raw, const Options& options, const Settings& settings,
                  const Surroundings& around);

}  // namespace logprobs::cli

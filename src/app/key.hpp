// Finds the key, and the headers that options name.
#pragma once

#include <string>
#include <vector>

#include "cli/options.hpp"
#include "logprobs/transport.hpp"
#include "system/environment.hpp"

namespace logprobs::app {

/// The headers of `--header`; `@FILE` is read. Appends to `warnings`, a sentence each. Throws
/// Error{usage} for a malformed header or a file that cannot be read.
std::vector<Header> own_headers(const cli::AskOptions& options, std::vector<std::string>& warnings);

/// The key of `--api-key-file`, `--api-key-env` or OPENAI_API_KEY; empty if none is set.
/// Throws Error{usage} for a key that is missing, that no header can carry, or that has quotes,
/// NAME= or "Bearer" around it.
std::string find_key(const cli::AskOptions& options, const system::Environment& environment,
                     std::vector<std::string>& warnings);

}  // namespace logprobs::app

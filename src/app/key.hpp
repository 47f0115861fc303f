// Where the key comes from.
#pragma once

#include <string>
#include <vector>

#include "cli/options.hpp"
#include "logprobs/transport.hpp"
#include "system/environment.hpp"

namespace logprobs::app {

/// The headers that the options name, `@FILE` read; what there is to warn of is added to
/// `warnings`. Throws Error{usage}.
std::vector<Header> own_headers(const cli::AskOptions& options, std::vector<std::string>& warnings);

/// The key of `--api-key-file`, `--api-key-env` or OPENAI_API_KEY; empty where there is none.
/// Throws Error{usage} for one that is missing, or that no header could carry.
std::string find_key(const cli::AskOptions& options, const system::Environment& environment,
                     std::vector<std::string>& warnings);

}  // namespace logprobs::app

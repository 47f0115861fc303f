// Secrets among the values of options.
#pragma once

#include <string>
#include <string_view>

#include "cli/cli.hpp"

namespace logprobs::cli {

/// A value of `option` as people may read it: [redacted] stands for the secret in a header, a
/// parameter or a URL, and for what looks like a key.
std::string redacted(const OptionInfo& option, std::string_view value);

/// A name in quotes; [redacted] for what looks like a key.
std::string name_in_quotes(std::string_view name);

/// True if a value looks like a key or a token of one of the known kinds, whatever its option is.
bool looks_like_key(std::string_view value);

}  // namespace logprobs::cli

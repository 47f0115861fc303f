// The options that decide what is counted, and what the exit status is.
#pragma once

#include <string>
#include <vector>

#include "cli/make_options.hpp"

namespace logprobs::cli {

/// True if the option is one of them.
bool decides_count(const OptionInfo& option);

/// Those of them that were given, in the order of help, as words of a command line. Runs that share
/// one piece of work must have the same.
std::vector<std::string> counting_words(const RawOptions& raw);

}  // namespace logprobs::cli

// What a source of --replay is called, and how it is read.
#pragma once

#include <string>

#include "cli/options.hpp"
#include "logprobs/read.hpp"

namespace logprobs::app {

/// Its path, or which answer --last chose: nobody knows the file of that.
std::string source_name(const std::string& file, const cli::Options& options);

/// How a file is read from `begin` on.
ReadOptions read_options(const std::string& file, const cli::Options& options,
                         const Beginning& begin = {});

}  // namespace logprobs::app

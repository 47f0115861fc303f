// What --version prints.
#pragma once

#include <string>

namespace logprobs::cli {

/// The program's version in the first line; then those of the libraries that run, also of those
/// that are only loaded when they are needed.
std::string version_text();

}  // namespace logprobs::cli

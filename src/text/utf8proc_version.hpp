// Which version of utf8proc tells what a character is.
#pragma once

#include <string>

namespace logprobs::text {

/// The version of utf8proc that runs, and of the Unicode that it knows: "2.6.0 (Unicode 13.0.0)".
std::string utf8proc_version();

}  // namespace logprobs::text

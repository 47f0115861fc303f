// Says what is wrong with a document that is not JSON.
#pragma once

#include <string>

#include "read/frame/framer.hpp"

namespace logprobs::read {

/// Where and why `document` is not JSON, as a sentence; `location` is where the parser stopped, or
/// null when it did not get as far.
std::string describe_broken(const Document& document, const char* location);

}  // namespace logprobs::read

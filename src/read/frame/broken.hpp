// Says what is wrong with a document that is not JSON.
#pragma once

#include <string>

#include "read/frame/document.hpp"

namespace logprobs::read {

/// Says in a sentence where and why `document` is not JSON. `location` is where the parser stopped;
/// null if it did not begin.
std::string describe_broken(const Document& document, const char* location);

}  // namespace logprobs::read

// Says what is wrong with a document that is not JSON.
#pragma once

#include <string>

#include "read/frame/document.hpp"

namespace logprobs::read {

/// A sentence: where and why `document` is not JSON. `location` is the byte at which the parser
/// stopped; null if the document was not parsed. The result may quote the document.
std::string describe_broken(const Document& document, const char* location);

}  // namespace logprobs::read

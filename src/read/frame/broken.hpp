// Says what is wrong with a document that is not JSON.
#pragma once

#include <cstdint>
#include <string>

#include "read/frame/document.hpp"

namespace logprobs::read {

/// A sentence: where and why `document` is not JSON. `location` is the byte at which the parser
/// stopped; null if the document was not parsed. The result may quote the document.
std::string describe_broken(const Document& document, const char* location);

/// A sentence: which limit `document` exceeds. Both are in bytes, that of a stream's lines too.
std::string describe_too_large(const Document& document, std::uint64_t max_bytes,
                               std::uint64_t max_event_line);

}  // namespace logprobs::read

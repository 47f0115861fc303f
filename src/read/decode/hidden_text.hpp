// Text that a document hides in a string, or in an array of bytes: it may be JSON or a stream.
#pragma once

#include <string>
#include <string_view>

namespace logprobs::read {

/// True for a JSON string, with its quotes, whose text, or what that means as base64, begins like
/// JSON or a stream of events, or whose text ends in an object.
bool may_hold_response(std::string_view raw);

/// The same for the array that opens at `text`, read as bytes: journald writes a message so that
/// has control characters in it.
bool may_be_bytes_of_response(std::string_view text);

/// Appends what such a string or array hides. Appends nothing if it is broken.
void append_hidden(std::string_view raw, std::string& out);

}  // namespace logprobs::read

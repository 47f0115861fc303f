// The `bytes` of a token: a third of all there is to read.
#pragma once

#include <string>
#include <string_view>

#include "read/json/json.hpp"

namespace logprobs::read {

/// True when the array that opens at `text` says just what the JSON string `string` says, which has
/// no escapes. False is no verdict: the array may be spaced in an odd way. Nearly all arrays pass,
/// and to compare them is much cheaper than to read their numbers. 64 bytes behind the document can
/// be read.
bool bytes_equal_string(const char* text, std::string_view string);

/// Appends the numbers of the array that opens at `text`; each must be a byte.
bool append_byte_array(const char* text, std::string& out, Context& context);

}  // namespace logprobs::read

// The `bytes` of a token: a third of everything there is to read.
#pragma once

#include <string>
#include <string_view>

#include "read/json/json.hpp"

namespace logprobs::read {

/// The end of the array that opens at `text` if it has exactly the bytes of `string`, the inside of
/// a JSON string without escapes; else null. May be null for an equal array with unusual spacing:
/// read that one.
/// Nearly all arrays are equal, and comparing is much cheaper than reading their numbers. The 64
/// bytes after the document must be readable.
const char* end_of_equal_bytes(const char* text, std::string_view string);

/// True for a JSON string that may be base64, as Go and .NET write bytes.
bool is_base64(std::string_view raw);

/// Appends the bytes that the base64 string which opens at `text` means.
void append_base64(const char* text, std::string& out);

/// Appends the numbers of the array that opens at `text`; each must be a byte.
bool append_byte_array(const char* text, std::string& out, Context& context);

}  // namespace logprobs::read

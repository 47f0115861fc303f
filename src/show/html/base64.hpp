// Base64 (RFC 4648), in which a page holds bytes.
#pragma once

#include <string>
#include <string_view>

namespace logprobs::show {

/// Appends `bytes` in base64, padded.
void append_base64(std::string& out, std::string_view bytes);

}  // namespace logprobs::show

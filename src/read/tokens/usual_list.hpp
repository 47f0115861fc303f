// The list of tokens as nearly all servers spell it, read without looking for what else JSON
// allows.
#pragma once

#include <string_view>
#include <vector>

#include "read/json/json.hpp"

namespace logprobs::read {

/// How every list begins that read_usual_list() reads.
inline constexpr std::string_view usual_front = R"([{"token":)";

/// Reads the list that opens at `list`, which is
///     [{"token": "the", "logprob": -0.1, "bytes": [116, 104, 101], "top_logprobs": [...]}, ...]
/// with a space after each comma and colon or without any, and with the fields after the first in
/// any order. Does what read_tokens() does, and returns the end of the list. Null if it is spelled
/// in another way, or if it has anything that read_tokens() refuses or takes note of: then what was
/// read is to be dropped. A NUL must follow the document.
///
/// This is several times as fast as read_tokens(): what comes next is known and only compared, and
/// simdjson need not find where each number of a `bytes` array begins.
const char* read_usual_list(const char* list, std::vector<Token>& tokens, Context& context);

}  // namespace logprobs::read

// Names JSON that people take for a response.
#pragma once

#include <simdjson.h>

#include <string>
#include <string_view>

namespace logprobs::read {

/// What the JSON value `text` is, if it is a request, a Batch job or the like, and what to do about
/// it, as a sentence; empty if that is not known. 64 bytes after `text` can be read; what `parser`
/// parsed before is lost.
std::string describe_other_json(std::string_view text, simdjson::ondemand::parser& parser);

}  // namespace logprobs::read

// The names of bands and kinds, the same for people and in machine formats.
#pragma once

#include <string_view>

#include "logprobs/report.hpp"

namespace logprobs::show {

/// "green", "lime" ...; empty for Band::none.
std::string_view band_name(Band band);
/// "content", "refusal" ...
std::string_view kind_name(Kind kind);
/// "logits", "scores" ...
std::string_view logits_name(LogitsKind kind);

}  // namespace logprobs::show

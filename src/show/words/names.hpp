// The names of bands and kinds, the same for people and in machine formats.
#pragma once

#include <string_view>

#include "logprobs/report.hpp"
#include "logprobs/show.hpp"

namespace logprobs::show {

/// "green", "lime" ...; empty for Band::none.
std::string_view band_name(Band band);
/// "content", "refusal" ...
std::string_view kind_name(Kind kind);
/// "logits", "scores" ...
std::string_view logits_name(LogitsKind kind);
/// "model", "custom_id-prefix" ..., as `--by` takes it; empty for none.
std::string_view group_name(GroupBy by);
/// "perplexity", "probability", "clues", as `--worst-by` takes it.
std::string_view worst_name(WorstBy by);

}  // namespace logprobs::show

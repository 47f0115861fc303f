// What people and machine formats call bands and kinds: one word for one thing.
#pragma once

#include <string_view>

#include "logprobs/report.hpp"

namespace logprobs::show {

/// Empty for an unscored token.
std::string_view band_name(Band band);

std::string_view kind_name(Kind kind);

}  // namespace logprobs::show

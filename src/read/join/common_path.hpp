// Where a response is whose parts are in different places.
#pragma once

#include <string>
#include <string_view>

namespace logprobs::read {

/// Shortens a path to what it has in common with another: the way to what holds both.
void keep_common(std::string& path, std::string_view other);

}  // namespace logprobs::read

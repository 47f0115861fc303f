// Gates of the values of JSON.
#pragma once

#include <optional>

#include "logprobs/judge.hpp"

namespace logprobs::judge {

/// The first field that is less probable than it must be.
std::optional<Trip> trip_of_fields(const Report& report, const Gates& gates, const Sought& sought);

}  // namespace logprobs::judge

// Gates of what was looked for in an answer.
#pragma once

#include <optional>

#include "logprobs/judge.hpp"

namespace logprobs::judge {

/// Whether no label is more probable than the expected one.
enum class Expectation { met, failed, unknown };

/// `unknown` where labels begin alike, or neither the expected label nor a better one is listed.
Expectation compare(const LabelBlock& block, const Sought& sought);

/// The first choice in which something is not as it is expected to be.
std::optional<Trip> trip_of_findings(const Report& report, const Sought& sought);

/// The first thing that is sought and that a choice of content lacks, or that cannot be judged.
std::optional<Gate> not_found(const Report& report, const Sought& sought);

}  // namespace logprobs::judge

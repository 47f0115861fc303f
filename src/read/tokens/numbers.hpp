// Whether the numbers of an answer's tokens are logprobs.
#pragma once

#include <cstddef>

#include "logprobs/model.hpp"

namespace logprobs::read {

/// True if a token has a logprob, whatever its value.
bool has_logprobs(const Answer& answer);

/// The number of tokens that have, or among whose alternatives is, a logprob that can be none: it
/// is finite, and more than rounding above 0. Some servers send one by mistake.
std::size_t count_impossible(const Answer& answer);

}  // namespace logprobs::read

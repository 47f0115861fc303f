// The beginning of a message that repeats what the model was to go on with.
#pragma once

#include <cstddef>
#include <string_view>

#include "logprobs/model.hpp"

namespace logprobs::read {

/// How much of `message` comes before the texts of the choice's tokens from `first` on, which are
/// the rest of it, but for special tokens at their end; bytes. npos if they are not its end.
std::size_t size_of_prefill(std::string_view message, const Answer& answer, const Choice& choice,
                            std::size_t first);

}  // namespace logprobs::read

// A choice's text.
#pragma once

#include <string>

#include "logprobs/model.hpp"

namespace logprobs {

/// The bytes of all tokens, so that a character that is split over tokens is whole; without tokens
/// the message's text.
std::string joined(const Answer& answer, const Choice& choice);

}  // namespace logprobs

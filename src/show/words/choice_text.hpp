// A choice's text.
#pragma once

#include <string>

#include "logprobs/model.hpp"

namespace logprobs::show {

/// The bytes of all tokens as sent, so that a character that is split over tokens is whole; without
/// tokens the message's text.
std::string joined(const Answer& answer, const Choice& choice);

/// The same for people: with what the message proves where the server lost or changed it.
std::string shown_text(const Answer& answer, const Choice& choice);

}  // namespace logprobs::show

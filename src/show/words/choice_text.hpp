// A choice's text.
#pragma once

#include <string>

#include "logprobs/candidate.hpp"

namespace logprobs::show {

/// The bytes of all tokens as sent, joined so that characters split between tokens are whole; the
/// message if there are no tokens.
std::string sent_text(const Answer& answer, const Choice& choice);

/// The same for people: text that the server lost or changed is restored from the message.
std::string shown_text(const Answer& answer, const Choice& choice);

}  // namespace logprobs::show

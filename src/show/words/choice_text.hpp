// A choice's text, and its tokens' words.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "logprobs/candidate.hpp"

namespace logprobs::show {

/// The bytes of all tokens as sent, joined so that characters split between tokens are whole; the
/// message if there are no tokens.
std::string sent_text(const Answer& answer, const Choice& choice);

/// The same for people: text that the server lost or changed is restored from the message.
std::string shown_text(const Answer& answer, const Choice& choice);

/// A token's bytes without the ASCII white space around them; those of a token that is nothing
/// else, as they are.
std::string_view word_in(std::string_view token);

/// The word that a token is part of, of a choice that has it.
std::string word_of(const Answer& answer, const Choice& choice, std::size_t index);

}  // namespace logprobs::show

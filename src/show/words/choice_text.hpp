// A choice's text.
#pragma once

#include <string>
#include <string_view>

#include "logprobs/model.hpp"

namespace logprobs::show {

/// True for a token that the message lacks, such as <|im_end|>: lists show it, but no text does.
inline bool is_hidden(const Token& token) { return token.shown.size == 0 && token.text.size > 0; }

/// How lists show a token: as people read it or, where no text shows it, as sent.
inline std::string_view listed(const Answer& answer, const Token& token) {
  return answer.view(is_hidden(token) ? token.text : token.shown);
}

/// The bytes of all tokens as sent, joined so that characters split between tokens are whole; the
/// message if there are no tokens.
std::string sent_text(const Answer& answer, const Choice& choice);

/// The same for people: text that the server lost or changed is restored from the message.
std::string shown_text(const Answer& answer, const Choice& choice);

}  // namespace logprobs::show

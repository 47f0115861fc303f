// Finds in a message the texts of tokens that a server lost: it left nothing of them, or U+FFFD in
// place of bytes that are not a character by themselves.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "logprobs/model.hpp"

namespace logprobs::read {

inline constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD

inline bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

/// True for the text of a token that a server may have lost, partly or entirely.
bool may_be_lost(std::string_view text);

/// The bytes at the end of the tokens before `token` that are the beginning of a character and no
/// more; at most three.
std::string unfinished_before(const Answer& answer, const Choice& choice, std::size_t token);

/// Part of the text of a lost token: a known text, or what the server left of an unknown one.
struct LostPiece {
  std::size_t token = 0;  ///< counts from the first lost token
  std::string_view text;  ///< as sent: known text, or U+FFFD, or nothing
  bool lost = false;      ///< the message has another text here
};

/// Lost tokens in a row, in pieces.
struct LostTokens {
  std::size_t end = 0;  ///< the place in the choice of the token after them
  std::vector<LostPiece> pieces;

  /// True if no text at all was sent for them.
  bool all_empty() const;
};
/// The lost tokens of the choice from its token `first` on.
LostTokens lost_tokens(const Answer& answer, const Choice& choice, std::size_t first);

/// Whether the pieces' places in a message are known.
enum class Placing {
  found,
  unknown_yet,  ///< the message so far may be only the beginning of it
  impossible,   ///< the message has something else there
};

/// Sets `ends` to where each piece ends in `message`, which begins with the first one. `next` is
/// the text after the last piece; empty if none is known: the pieces then go on up to the first
/// ASCII character. Lost pieces in a row share evenly, byte by byte, what the message has in their
/// place: how it was divided is unknowable. `final`: no more of the message comes.
Placing place_pieces(const std::vector<LostPiece>& pieces, std::string_view message,
                     std::string_view next, bool final, std::vector<std::size_t>& ends);

}  // namespace logprobs::read

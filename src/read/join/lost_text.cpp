#include "read/join/lost_text.hpp"

#include <algorithm>

#include "logprobs/text.hpp"

namespace logprobs::read {
namespace {

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

/// Whether the bytes are the beginning of a character and no more.
bool is_unfinished(std::string_view bytes) {
  const bool begins = static_cast<unsigned char>(bytes.front()) >= 0xC2 &&
                      static_cast<unsigned char>(bytes.front()) <= 0xF4;
  std::string text;
  append_utf8(text, bytes);
  return begins && text == replacement;  // more than one if another byte cannot follow
}

/// The bytes up to the first ASCII character: only they can have become U+FFFD.
std::size_t foreign_size(std::string_view text) {
  return static_cast<std::size_t>(std::find_if(text.begin(), text.end(), is_ascii) - text.begin());
}

/// Cuts the text of a token into known and lost pieces.
void append_pieces(std::size_t token, std::string_view text, std::vector<LostPiece>& pieces) {
  if (text.empty()) pieces.push_back({token, text, true});
  while (!text.empty()) {
    const std::size_t known = std::min(text.find(replacement), text.size());
    if (known > 0) pieces.push_back({token, text.substr(0, known)});
    text.remove_prefix(known);
    std::size_t lost = 0;
    while (text.substr(lost).starts_with(replacement)) lost += replacement.size();
    if (lost > 0) pieces.push_back({token, text.substr(0, lost), true});
    text.remove_prefix(lost);
  }
}

/// A stretch of the message that lost pieces in a row have between known texts.
struct Gap {
  std::size_t begin = 0;
  std::size_t pieces = 0;
  std::size_t least = 0;  ///< bytes: each U+FFFD stands for at least one
};

/// Where the gap ends: at the next known text, or as far as it can if that is empty.
Placing find_gap_end(const Gap& gap, std::string_view message, std::string_view known, bool final,
                     std::size_t& end) {
  constexpr std::size_t longest = 64;  // bytes of a lost text: more is never searched
  const std::size_t room = known.empty() ? message.size() : longest * gap.pieces;
  const std::size_t most = gap.begin + foreign_size(message.substr(gap.begin, room));
  end = known.empty() ? most : gap.begin + gap.least;
  while (end < most && (is_continuation(message[end]) || !message.substr(end).starts_with(known))) {
    ++end;
  }
  const bool fits = end <= most && end >= gap.begin + gap.least;
  if (fits && message.substr(end).starts_with(known)) return Placing::found;
  return !final && most == message.size() ? Placing::unknown_yet : Placing::impossible;
}

}  // namespace

bool may_be_lost(std::string_view text) {
  return text.empty() || text.find(replacement) != std::string_view::npos;
}

std::string unfinished_before(const Answer& answer, const Choice& choice, std::size_t token) {
  constexpr std::size_t longest = 3;
  std::string end;
  while (token > 0 && end.size() < longest) {
    const std::string_view text = answer.view(choice.tokens[--token].text);
    if (!text.empty() && is_ascii(text.back())) break;
    end.insert(0, text.substr(text.size() - std::min(text.size(), longest)));
  }
  for (std::size_t begin = end.size() - std::min(end.size(), longest); begin < end.size();
       ++begin) {
    std::string rest = end.substr(begin);
    if (is_unfinished(rest)) return rest;
  }
  return {};
}

bool LostTokens::all_empty() const {
  return std::all_of(pieces.begin(), pieces.end(),
                     [](const LostPiece& piece) { return piece.text.empty(); });
}

LostTokens lost_tokens(const Answer& answer, const Choice& choice, std::size_t first) {
  LostTokens lost;
  for (lost.end = first; lost.end < choice.tokens.size(); ++lost.end) {
    const std::string_view text = answer.view(choice.tokens[lost.end].text);
    if (!may_be_lost(text)) break;
    append_pieces(lost.end - first, text, lost.pieces);
  }
  return lost;
}

Placing place_pieces(const std::vector<LostPiece>& pieces, std::string_view message,
                     std::string_view next, bool final, std::vector<std::size_t>& ends) {
  ends.clear();
  std::size_t at = 0;
  for (std::size_t i = 0; i < pieces.size();) {
    if (!pieces[i].lost) {
      if (!message.substr(at).starts_with(pieces[i].text)) return Placing::impossible;
      ends.push_back(at += pieces[i++].text.size());
      continue;
    }
    Gap gap{at};
    for (; i < pieces.size() && pieces[i].lost; ++i) {
      ++gap.pieces;
      gap.least += pieces[i].text.size() / replacement.size();
    }
    const std::string_view known = i < pieces.size() ? pieces[i].text : next;
    std::size_t end = 0;
    const Placing placing = find_gap_end(gap, message, known, final, end);
    if (placing != Placing::found) return placing;
    for (std::size_t share = 1; share <= gap.pieces; ++share) {
      ends.push_back(at + (end - at) * share / gap.pieces);
    }
    at = end;
  }
  return Placing::found;
}

}  // namespace logprobs::read

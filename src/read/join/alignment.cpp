#include "read/join/alignment.hpp"

#include <algorithm>

#include "logprobs/text.hpp"
#include "read/join/lost_text.hpp"
#include "read/join/markup.hpp"
#include "read/join/prefill.hpp"

namespace logprobs::read {
namespace {

constexpr std::size_t most_held = 16;  // tokens

/// What a text that ends inside a U+FFFD lacks of it; empty for any other text.
std::string_view rest_of_replacement(std::string_view text) {
  if (text.empty() || is_ascii(text.back())) return {};  // nearly all
  for (std::size_t size = 1; size < replacement.size(); ++size) {
    if (text.ends_with(replacement.substr(0, size))) return replacement.substr(size);
  }
  return {};
}

}  // namespace

void Alignment::add_message(std::string_view text, bool has_tokens) {
  if (trim_begin(message_).empty()) without_tokens_ = !has_tokens && !trim_begin(text).empty();
  message_ += text;
}

void Alignment::release(Choice& choice) {
  choice.tokens.insert(choice.tokens.end(), held_.begin(), held_.end());
  held_.clear();
}

void Alignment::advance(Answer& answer, Choice& choice, bool final) {
  while (!over_ && !message_.empty() && next_ < choice.tokens.size()) {
    const Step step = this->step(answer, choice, final);
    if (step == Step::wait) break;
    if (step == Step::done) {
      skipped_ = 0;
      continue;
    }
    if (skip_prefill(answer, choice)) continue;
    if (!trimmed_ || !is_blank(answer.view(choice.tokens[next_].text))) part();
    over_ = !skip(answer, choice);
  }
  if (!final) return hold(answer, choice);
  for (std::size_t i = over_ || message_.empty() ? next_ : choice.tokens.size();
       i < choice.tokens.size(); ++i) {
    const std::string_view text = answer.view(choice.tokens[i].text);
    if (text.find(replacement) != std::string_view::npos) ++lost_;
  }
}

/// Notes the first place where tokens and message part.
void Alignment::part() {
  if (parting_) return;
  parting_ = next_;
  parting_at_ = at_;
}

/// Skips a token that the message leaves out, and hides it. If the next one parts from the message
/// too, it was not left out.
bool Alignment::skip(const Answer& answer, Choice& choice) {
  if (is_markup(answer.view(choice.tokens[next_].text))) {
    if (!seen()) choice.tokens[next_].shown.size = 0;
    ++next_;
    ++skipped_;
    return true;
  }
  for (std::size_t i = std::max(next_ - skipped_, visible_); i < next_; ++i) {
    choice.tokens[i].shown = choice.tokens[i].text;
  }
  return false;
}

/// Skips the beginning of a message that repeats a prefill: none of its tokens is in the list.
bool Alignment::skip_prefill(const Answer& answer, const Choice& choice) {
  constexpr std::size_t most_tries = 4;
  if (matched_ > 0 || prefills_ == most_tries) return false;
  ++prefills_;
  const std::size_t size = size_of_prefill(rest(), answer, choice, next_);
  if (size == std::string_view::npos) return false;
  if (without_tokens_) untold_ = at_ + size;
  at_ += size;
  return true;
}

/// Matches the next token, or the next few if their texts were lost.
Alignment::Step Alignment::step(Answer& answer, Choice& choice, bool final) {
  Token& token = choice.tokens[next_];
  const std::string_view text = answer.view(token.text);
  if (spelling_ != Spelling::plain) return match_spelled(answer, token, spelling_, final);
  if (may_be_lost(text)) return match_lost(answer, choice, final);
  if (rest().starts_with(text)) {
    const Step step = check_half(answer, choice, final);
    if (step == Step::parted && match_lossy_message(answer, choice)) return Step::done;
    if (step == Step::wait) return step;
    at_ += text.size();
    ++next_;
    ++matched_;
    return Step::done;
  }
  if (!final && text.starts_with(rest())) return Step::wait;
  if (!trimmed_ && matched_ == 0 && text.starts_with(' ') && rest().starts_with(text.substr(1))) {
    part();  // the message was stripped of its first space; from here on they agree
    at_ += text.size() - 1;
    ++next_;
    ++matched_;
    return Step::done;
  }
  if (match_lossy_message(answer, choice) || match_trimmed(answer, token, final)) return Step::done;
  return match_spellings(answer, token, final);
}

/// Parted if the next token, which the message has, ends there inside a U+FFFD that is what became
/// of another character: 0xEF also begins others, such as a full-width comma.
Alignment::Step Alignment::check_half(const Answer& answer, const Choice& choice,
                                      bool final) const {
  const std::string_view text = answer.view(choice.tokens[next_].text);
  std::string_view missing = rest_of_replacement(text);
  if (missing.empty()) return Step::done;
  if (!rest().substr(text.size()).starts_with(missing)) return Step::done;
  for (std::size_t i = next_ + 1; !missing.empty(); ++i) {
    if (i == choice.tokens.size()) return final ? Step::parted : Step::wait;
    const std::string_view more = answer.view(choice.tokens[i].text);
    if (!more.starts_with(missing.substr(0, more.size()))) return Step::parted;
    missing.remove_prefix(std::min(more.size(), missing.size()));
  }
  return Step::done;
}

/// Matches a token of half characters if the message is what lost them.
bool Alignment::match_lossy_message(const Answer& answer, const Choice& choice) {
  const std::string_view text = answer.view(choice.tokens[next_].text);
  std::string lossy;
  append_utf8(lossy, text);
  if (lossy == text) return false;
  if (!rest().starts_with(lossy)) {
    // It goes on with the half before it, which became one U+FFFD with this one, or was not lost.
    const std::string before = unfinished_before(answer, choice, next_);
    std::string joined;
    append_utf8(joined, before + std::string(text));
    const std::string_view matched = joined.starts_with(replacement) ? replacement : before;
    if (before.empty() || !joined.starts_with(matched)) return false;
    lossy = joined.substr(matched.size());
    if (!rest().starts_with(lossy)) return false;
  }
  at_ += lossy.size();
  ++next_;
  ++matched_;
  return true;
}

/// Matches the first or last token of a message whose white space was trimmed.
bool Alignment::match_trimmed(Answer& answer, Token& token, bool final) {
  if (!trimmed_ || rest().empty()) return false;
  const std::string_view text = answer.view(token.text);
  const std::string_view begin = matched_ == 0 ? trim_begin(text) : text;
  const std::string_view trimmed = final && trim_end(begin) == rest() ? trim_end(begin) : begin;
  if (trimmed.empty() || !rest().starts_with(trimmed)) return false;
  show(answer, token, rest().substr(0, trimmed.size()));
  return true;
}

/// Tries the other spellings that the token's text can have.
Alignment::Step Alignment::match_spellings(Answer& answer, Token& token, bool final) {
  const std::string_view text = answer.view(token.text);
  const bool plain = std::all_of(text.begin(), text.end(), is_ascii) && !has_leaked_mark(text);
  bool wait = false;
  for (const Spelling spelling : {Spelling::byte_level, Spelling::sentence_piece}) {
    if (plain) break;
    // Without a mark, one byte of a character may match by accident.
    const std::optional<std::string> written = decode_spelling(text, spelling);
    if (!written || (written->size() == 1 && !has_leaked_mark(text) && !is_utf8(*written)))
      continue;
    const Step step = match_spelled(answer, token, spelling, final);
    if (step == Step::done) spelling_ = spelling;
    if (step == Step::done) return step;
    wait = wait || step == Step::wait;
  }
  if (wait) return Step::wait;
  // SentencePiece loses the space before a token that is decoded by itself.
  const bool space = rest().starts_with(' ') && rest().substr(1).starts_with(text);
  if (!space || seen()) return Step::parted;
  show(answer, token, rest().substr(0, text.size() + 1));
  ++recovered_;
  return Step::done;
}

Alignment::Step Alignment::match_spelled(Answer& answer, Token& token, Spelling spelling,
                                         bool final) {
  const std::optional<std::string> written = decode_spelling(answer.view(token.text), spelling);
  if (!written) return Step::parted;
  if (!final && rest().empty()) return Step::wait;
  std::string_view text = *written;
  // SentencePiece begins a text, or a line, with a space that is not part of the message.
  if (text.starts_with(' ') && !rest().starts_with(' ')) text.remove_prefix(1);
  if (text.empty() && at_ > 0 && message_[at_ - 1] != '\n') return Step::parted;
  if (rest().starts_with(text)) {
    for (std::size_t i = 0; i < token.alternatives.size; ++i) {
      Alternative& entry = answer.alternatives[token.alternatives.begin + i];
      const auto other = decode_spelling(answer.view(entry.text), spelling);
      if (!other) continue;
      entry.shown = {static_cast<std::uint32_t>(answer.bytes.size()),
                     static_cast<std::uint32_t>(other->size())};
      answer.bytes += *other;
    }
    respelled_ = respelled_ || !seen();
    show(answer, token, text);
    return Step::done;
  }
  return !final && text.starts_with(rest()) ? Step::wait : Step::parted;
}

/// Shows `text`, which is next in the message, for the token.
void Alignment::show(Answer& answer, Token& token, std::string_view text) {
  // What people saw does not change any more: some streams send their message last.
  const bool stays = seen() || text == answer.view(token.text);
  at_ += text.size();
  ++next_;
  ++matched_;
  if (stays) return;
  token.shown = {static_cast<std::uint32_t>(answer.bytes.size()),
                 static_cast<std::uint32_t>(text.size())};
  answer.bytes += text;
}

/// Takes the texts of lost tokens from the message: what it has there up to the next known text.
Alignment::Step Alignment::match_lost(Answer& answer, Choice& choice, bool final) {
  const LostTokens lost = lost_tokens(answer, choice, next_);
  std::vector<std::size_t> ends;
  // Markup after them may be in the message or not.
  for (std::size_t anchor = lost.end;; ++anchor) {
    const bool open = anchor == choice.tokens.size();
    if (open && !final) return lost.end - next_ > most_held ? Step::parted : Step::wait;
    const std::string_view known = open ? "" : answer.view(choice.tokens[anchor].text);
    const Placing placing = place_pieces(lost.pieces, rest(), known, final, ends);
    if (placing == Placing::found) break;
    if (placing == Placing::impossible && lost.all_empty()) {
      next_ = lost.end;  // tokens without text, such as the end of the text, say nothing
      return Step::done;
    }
    if (placing == Placing::unknown_yet) return Step::wait;
    if (open || !is_markup(known)) return Step::parted;
  }
  show_pieces(lost.pieces, ends, answer, choice);
  return Step::done;
}

/// Shows for each lost token what the message has up to the end of its last piece.
void Alignment::show_pieces(const std::vector<LostPiece>& pieces,
                            const std::vector<std::size_t>& ends, Answer& answer, Choice& choice) {
  const std::string found(rest().substr(0, ends.back()));
  // A message that has U+FFFD itself proves nothing.
  if (found.find(replacement) != std::string::npos) {
    at_ += found.size();
    next_ += pieces.back().token + 1;
    matched_ += pieces.back().token + 1;
    return;
  }
  std::size_t begin = 0;
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (i + 1 < pieces.size() && pieces[i + 1].token == pieces[i].token) continue;
    Token& token = choice.tokens[next_];
    const std::string_view text = std::string_view(found).substr(begin, ends[i] - begin);
    if (text != answer.view(token.text)) ++(seen() ? lost_ : recovered_);
    show(answer, token, text);
    begin = ends[i];
  }
}

/// Holds back the last tokens, from the first one whose text is still to be found.
void Alignment::hold(const Answer& answer, Choice& choice) {
  std::vector<Token>& tokens = choice.tokens;
  std::size_t first = over_ ? tokens.size() : std::max(next_, visible_);
  while (first < tokens.size()) {
    const std::string_view text = answer.view(tokens[first].text);
    if (may_be_lost(text) || spelling_ != Spelling::plain || has_leaked_mark(text)) break;
    if (!message_.empty() && is_mark(text)) break;
    ++first;
  }
  if (tokens.size() - first > most_held) first = tokens.size();
  held_.assign(tokens.begin() + static_cast<std::ptrdiff_t>(first), tokens.end());
  tokens.resize(first);
  visible_ = first;
}

}  // namespace logprobs::read

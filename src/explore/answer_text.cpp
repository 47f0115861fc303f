#include "explore/answer_text.hpp"

#include <algorithm>

#include "logprobs/candidate.hpp"
#include "logprobs/text.hpp"
#include "show/terminal/style.hpp"
#include "text/words.hpp"

namespace logprobs::explore {

void AnswerText::add(const Answer& answer, const Choice& choice, const ChoiceReport& report,
                     bool done) {
  for (std::size_t i = begins_.size(); i < choice.tokens.size(); ++i) {
    const Token& token = choice.tokens[i];
    take(is_hidden(token) ? std::string_view() : answer.view(token.shown),
         is_hidden(token) ? Clues{} : report.verdicts[i].clues);
  }
  if (!done) return;
  if (choice.tokens.empty() && !has_message_) stream_.feed(choice.message);
  has_message_ = true;
  stream_.finish();
  take_glyphs();
}

void AnswerText::take(std::string_view bytes, const Clues& clues) {
  const std::uint64_t before = ends_.empty() ? 0 : ends_.back();
  const std::size_t token = ends_.size();
  const bool spelled = clues.any() && text::is_white(bytes);
  ends_.push_back(before + bytes.size());
  begins_.push_back(static_cast<std::uint32_t>(glyphs_.size()));
  spelled_.push_back(spelled);
  if (clues.any()) {
    const std::size_t shown = spelled ? bytes.size() : bytes.find_last_not_of("\r\n") + 1;
    waiting_.push_back({token, before + shown, clues, spelled});
  }
  stream_.feed(bytes);
  take_glyphs();
}

void AnswerText::take_glyphs() {
  put_marks();
  text::Glyph glyph;
  while (stream_.next(glyph)) {
    put(glyph);
    taken_ += glyph.size;
    put_marks();
  }
}

/// Puts a glyph of the text, which all tokens share that have a byte of it.
void AnswerText::put(const text::Glyph& glyph) {
  while (token_ < ends_.size() && ends_[token_] <= taken_) ++token_;
  std::size_t last = token_;
  while (last + 1 < ends_.size() && ends_[last] < taken_ + glyph.size) ++last;
  const std::size_t shared = last - token_ + 1;
  for (std::size_t i = token_; i <= last && i < begins_.size(); ++i) {
    const bool begins_here = i == token_ ? taken_ == (i == 0 ? 0 : ends_[i - 1]) : true;
    if (begins_here) begins_[i] = static_cast<std::uint32_t>(glyphs_.size());
  }
  const bool spelled = token_ < spelled_.size() && spelled_[token_];
  if (glyph.text == "\n") {
    if (spelled) ++line_ends_;
    append(spelled ? "↵" : "\n", spelled ? 1 : 0, spelled ? GlyphKind::text : GlyphKind::line_end,
           token_, shared);
  } else if (glyph.text == " ") {
    append(spelled ? "␣" : " ", 1, spelled ? GlyphKind::text : GlyphKind::space, token_, shared);
  } else {
    append(glyph.text, glyph.width, glyph.escaped ? GlyphKind::escaped : GlyphKind::text, token_,
           shared)
        .extends = glyph.extends;
  }
}

/// Puts the marks of tokens whose text is there. Those that share a character have one of a kind.
void AnswerText::put_marks() {
  Clues clues;
  std::size_t count = 0, token = 0;
  bool spelled = false;
  for (; count < waiting_.size() && waiting_[count].at <= taken_; ++count) {
    const Waiting& due = waiting_[count];
    token = due.token;
    spelled = spelled || due.spelled;
    clues |= due.clues;
  }
  if (count == 0) return;
  waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(count));
  const std::string marks = show::token_marks(clues, options_);
  if (!marks.empty()) append(marks, display_width(marks), GlyphKind::mark, token);
  for (; spelled && line_ends_ > 0; --line_ends_) {
    append("\n", 0, GlyphKind::line_end, token);
  }
}

Glyph& AnswerText::append(std::string_view text, int width, GlyphKind kind, std::size_t token,
                          std::size_t tokens) {
  Glyph& glyph = glyphs_.emplace_back();
  glyph.begin = static_cast<std::uint32_t>(text_.size());
  glyph.size = static_cast<std::uint16_t>(text.size());
  glyph.width = static_cast<std::uint8_t>(width);
  glyph.kind = kind;
  if (token < ends_.size()) glyph.token = static_cast<std::uint32_t>(token);
  constexpr std::size_t most = std::numeric_limits<std::uint16_t>::max();
  glyph.tokens = static_cast<std::uint16_t>(std::min(tokens, most));
  text_ += text;
  return glyph;
}

AnswerText::Range AnswerText::glyphs_of(std::size_t token) const {
  const bool is_empty = ends_[token] == (token == 0 ? 0 : ends_[token - 1]);
  std::size_t at = begins_[token];
  const auto has_it = [&](const Glyph& glyph) {
    return glyph.token <= token && token < glyph.token + glyph.tokens &&
           glyph.token != Glyph::no_token;
  };
  if (is_empty || at >= glyphs_.size()) return {at, at};
  std::size_t end = at;
  while (end < glyphs_.size() && has_it(glyphs_[end]) && glyphs_[end].kind != GlyphKind::mark) {
    ++end;
  }
  return {at, end};
}

}  // namespace logprobs::explore

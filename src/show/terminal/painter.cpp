#include "show/terminal/painter.hpp"

#include "text/words.hpp"

namespace logprobs::show {

void Painter::add(std::string_view bytes, const Verdict& verdict, std::string& out) {
  Piece piece;
  piece.begin = fed_;
  piece.end = fed_ + bytes.size();
  piece.probability = verdict.probability;
  piece.style = token_style(verdict, options_);
  if (bytes.empty() || !has_lines(options_)) piece.clues = verdict.clues;
  piece.spelled = verdict.clues.any() && text::is_white(bytes);
  const std::size_t text = piece.spelled ? bytes.size() : bytes.find_last_not_of("\r\n") + 1;
  piece.marks_at = fed_ + text;
  fed_ = piece.end;
  pieces_.push_back(piece);
  stream_.feed(bytes);
  paint_waiting(out);
}

void Painter::pause(std::string& out) { writer_.pause(out); }

void Painter::finish(std::string& out) {
  stream_.finish();
  paint_waiting(out);
  if (line_open_) newline(out);
  writer_.pause(out);
}

void Painter::paint_waiting(std::string& out) {
  finish_pieces(out);  // a token without bytes may have marks
  text::Glyph glyph;
  while (stream_.next(glyph)) {
    paint(glyph, out);
    painted_ += glyph.size;
    finish_pieces(out);
  }
}

void Painter::paint(const text::Glyph& glyph, std::string& out) {
  const bool begins = !pieces_.empty() && pieces_.front().begin == painted_;
  const bool spelled = !pieces_.empty() && pieces_.front().spelled;
  // A combining character keeps the colour of its base, or the two would come apart.
  if (!(glyph.extends && begins)) style_ = style_of(glyph);
  if (glyph.text == "\n") {
    if (!spelled) return newline(out);
    writer_.add("↵", style_, false, out);
    ++newlines_;
  } else if (!spelled && glyph.text == " ") {
    writer_.space(unseen(style_), out);
  } else {
    writer_.add(spelled ? "␣" : glyph.text, style_, false, out);
  }
  line_open_ = true;
}

/// The style of a space: lines and reversed colours begin at the word.
Style Painter::unseen(const Style& style) const {
  if (options_.depth == ColorDepth::attributes) return {};
  return style.without_line();
}

/// The style of the least probable token that has bytes in the glyph, with the lines of all.
Style Painter::style_of(const text::Glyph& glyph) const {
  Style style;
  bool ambiguous = false;
  bool not_top = false;
  double least = 2;
  for (const Piece& piece : pieces_) {
    if (piece.begin >= painted_ + glyph.size) break;
    if (piece.end <= painted_) continue;
    ambiguous = ambiguous || piece.style.ambiguous;
    not_top = not_top || piece.style.not_top;
    if (!(piece.probability < least)) continue;
    least = piece.probability;
    style = piece.style;
  }
  style.escaped = glyph.escaped;
  style.ambiguous = ambiguous;
  style.not_top = not_top;
  return style;
}

/// Writes the marks that are due and drops the tokens that are painted. Tokens that share a
/// character get one set of marks.
void Painter::finish_pieces(std::string& out) {
  Clues due;
  bool spelled = false;
  for (Piece& piece : pieces_) {
    if (piece.marks_at > painted_) break;
    due.ambiguous = due.ambiguous || piece.clues.ambiguous;
    due.not_top = due.not_top || piece.clues.not_top;
    spelled = spelled || piece.spelled;
    piece.clues = {};
  }
  write_marks(due, out);
  for (; spelled && newlines_ > 0; --newlines_) newline(out);
  while (!pieces_.empty() && pieces_.front().end <= painted_) pieces_.pop_front();
}

void Painter::write_marks(const Clues& clues, std::string& out) {
  const std::string marks = marks_of(clues, options_.marks);
  if (marks.empty()) return;
  writer_.add(marks, {.dim = true}, true, out);
  line_open_ = true;
}

void Painter::newline(std::string& out) {
  writer_.newline(out);
  line_open_ = false;
}

}  // namespace logprobs::show

#include "explore/text_rows.hpp"

#include <cmath>

#include "show/terminal/style.hpp"
#include "show/words/distribution.hpp"

namespace logprobs::explore {
namespace {

/// The band by which a token is coloured: of its margin or, of entropy, of 1 / 2^bits, which is
/// the probability of each of so many tokens that are alike.
Band band_by(const Walk& walk, std::size_t token, ColourBy by) {
  const Verdict& verdict = walk.choice_report()->verdicts[token];
  const Thresholds& thresholds = walk.options().thresholds;
  switch (by) {
    case ColourBy::probability:
      return verdict.band;
    case ColourBy::margin:
      return band_of(verdict.margin, thresholds);
    case ColourBy::entropy:
      return band_of(
          std::exp2(-show::entropy_of(walk.answer(), *walk.choice(), token, verdict).bits),
          thresholds);
    case ColourBy::nothing:
      break;
  }
  return Band::none;
}

/// The style of the least probable token that has a part of a glyph.
show::Style style_of(const Walk& walk, const Glyph& glyph, ColourBy by) {
  if (glyph.kind == GlyphKind::mark) return {.dim = true};
  show::Style style;
  double least = 2;
  for (std::size_t i = glyph.token; i < glyph.token + glyph.tokens && i < walk.text().tokens();
       ++i) {
    const Verdict& verdict = walk.choice_report()->verdicts[i];
    if (!(verdict.probability < least)) continue;
    least = verdict.probability;
    style = show::token_style(verdict, walk.options());
    style.band = band_by(walk, i, by);
  }
  style.escaped = glyph.kind == GlyphKind::escaped;
  if (glyph.kind != GlyphKind::space) return style;
  // Lines and reversed colours begin at the word.
  return walk.options().depth == ColorDepth::attributes ? show::Style{} : style.without_line();
}

}  // namespace

void put_text_line(const Walk& walk, std::size_t line, ColourBy by, Row& row) {
  constexpr show::Style cursor{.escaped = true, .strong = true};
  const AnswerText& text = walk.text();
  const AnswerText::Range range = walk.lines().line(line);
  const AnswerText::Range here =
      walk.current() == nullptr ? AnswerText::Range{} : text.glyphs_of(walk.token());
  show::Style style;
  for (std::size_t i = range.begin; i < range.end; ++i) {
    const Glyph& glyph = text.glyphs()[i];
    if (glyph.kind == GlyphKind::line_end) break;
    // A space at the end of a full line has no cell.
    if (glyph.kind == GlyphKind::space && row.column() >= walk.width()) continue;
    if (!glyph.extends) {
      std::size_t end = i + 1;  // of what cannot be parted from it
      while (end < range.end && text.glyphs()[end].extends) ++end;
      const bool has_cursor = i < here.end && here.begin < end;
      style = has_cursor ? cursor : style_of(walk, glyph, by);
    }
    row.put_glyph(text.text(glyph), glyph.width, style);
  }
}

void put_text_beginning(const Walk& walk, Row& row) {
  const std::vector<Glyph>& glyphs = walk.text().glyphs();
  show::Style style;
  for (std::size_t i = 0; i < glyphs.size(); ++i) {
    const Glyph& glyph = glyphs[i];
    const bool is_last = i + 1 == glyphs.size();
    if (glyph.kind == GlyphKind::line_end && (is_last || row.column() == 0)) continue;
    if (!glyph.extends) style = style_of(walk, glyph, ColourBy::probability);
    if (glyph.kind == GlyphKind::line_end || glyph.width + (is_last ? 0 : 1) > row.left()) {
      row.put("…");
      return;
    }
    row.put_glyph(walk.text().text(glyph), glyph.width, style);
  }
}

}  // namespace logprobs::explore

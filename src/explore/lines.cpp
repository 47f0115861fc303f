#include "explore/lines.hpp"

#include <algorithm>

namespace logprobs::explore {

void Lines::break_before(std::size_t glyph) {
  begins_.push_back(glyph);
  column_ = 0;
}

void Lines::add(const std::vector<Glyph>& glyphs) {
  constexpr int wide = 2;
  for (; size_ < glyphs.size(); ++size_) {
    const Glyph& glyph = glyphs[size_];
    if (glyph.kind == GlyphKind::line_end) {
      break_before(size_ + 1);
      word_ = size_ + 1;
      continue;
    }
    const bool may_begin = glyph.width == wide && glyph.kind != GlyphKind::mark && !glyph.extends;
    if (may_begin) word_ = size_;
    if (column_ + glyph.width > width_ && glyph.kind != GlyphKind::space) {
      // A word goes to the next line as a whole, if it is not longer than one.
      const bool moves = word_ > begins_.back();
      const std::size_t at = moves ? word_ : size_;
      break_before(at);
      for (std::size_t i = at; i < size_; ++i) column_ += glyphs[i].width;
    }
    column_ += glyph.width;
    if (glyph.kind == GlyphKind::space) word_ = size_ + 1;
  }
}

AnswerText::Range Lines::line(std::size_t number) const {
  return {begins_[number], number + 1 < begins_.size() ? begins_[number + 1] : size_};
}

std::size_t Lines::line_of(std::size_t glyph) const {
  const auto after = std::upper_bound(begins_.begin(), begins_.end(), glyph);
  return static_cast<std::size_t>(after - begins_.begin()) - 1;
}

}  // namespace logprobs::explore

// An answer's text in lines that fit a terminal.
#pragma once

#include <cstddef>
#include <vector>

#include "explore/answer_text.hpp"

namespace logprobs::explore {

/// Breaks glyphs into lines: at white space, before wide characters, and within a word that is
/// longer than a line. A space at which a line is broken has no cell.
class Lines {
 public:
  /// `width`: of a line, in cells; at least 2.
  explicit Lines(int width) : width_(width) {}

  /// Breaks the glyphs that are new since the last call.
  void add(const std::vector<Glyph>& glyphs);

  std::size_t size() const { return begins_.size(); }
  /// The glyphs of a line: from the first to one past the last.
  AnswerText::Range line(std::size_t number) const;
  /// The line that a glyph is in.
  std::size_t line_of(std::size_t glyph) const;

 private:
  void break_before(std::size_t glyph);

  int width_;
  std::vector<std::size_t> begins_{0};  // of each line: its first glyph
  std::size_t size_ = 0;                // glyphs that were added
  std::size_t word_ = 0;                // the first glyph of the current word
  int column_ = 0;                      // cells of the last line
};

}  // namespace logprobs::explore

// Breaks painted text into lines that fit the terminal.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "show/terminal/style.hpp"

namespace logprobs::show {

/// Writes styled text, which it breaks at white space, and before wide characters such as those of
/// Chinese. A word that has been shown in part and turns out too long for its line is taken back,
/// and shown on the next: so nothing is held back from somebody who waits for it.
class Wrapper {
 public:
  /// `width`: of the terminal, in cells; 0: nothing is broken.
  Wrapper(const Colors& colors, int width)
      : writer_(colors), can_erase_(colors.depth != ColorDepth::none), limit_(width - 1) {}

  /// Appends a character, or a mark that stays with the one before it.
  void add(std::string_view text, const Style& style, bool is_mark, std::string& out);
  /// Appends a space: a line may end here.
  void space(const Style& style, std::string& out);
  void newline(std::string& out);
  /// Writes what there is of a word, and ends the colours until the next.
  void pause(std::string& out);

 private:
  struct Part {
    std::string text;
    Style style;
    int width = 0;
  };

  void end_word(std::string& out);
  void show_word(std::string& out);
  void take_back(std::string& out);
  int cells(std::size_t begin, std::size_t end) const;

  StyleWriter writer_;
  bool can_erase_;  // whether escape sequences may be written
  int limit_;       // the cells of a line: the last column is left free, or the cursor would stick
  std::vector<Part> word_;  // what there is of the current one
  std::size_t shown_ = 0;   // so many of its parts are written
  int column_ = 0;          // of what is written
  bool fixed_ = false;      // the word began on an earlier line, and cannot be moved
};

}  // namespace logprobs::show

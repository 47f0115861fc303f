// Paints a choice's tokens as running text, token by token as they come.
#pragma once

#include <deque>
#include <string>
#include <string_view>

#include "logprobs/text.hpp"
#include "show/terminal/style.hpp"
#include "show/words/marks.hpp"

namespace logprobs::show {

class Painter {
 public:
  explicit Painter(const ShowOptions& options)
      : options_(options), writer_(options.depth, options.palette), stream_(Space::flow) {}

  /// Paints a token as far as its characters are whole.
  void add(std::string_view bytes, const Verdict& verdict, std::string& out);
  /// Closes the colours for now: somebody else may write next.
  void pause(std::string& out);
  /// Paints what waits, closes the colours and ends the line.
  void finish(std::string& out);

 private:
  /// A token whose bytes are not all painted; positions count the choice's bytes.
  struct Piece {
    std::size_t begin = 0;
    std::size_t marks_at = 0;  // where its marks go: before the line breaks that end it
    std::size_t end = 0;
    double probability = 0;
    Style style;
    Clues clues;           // of marks that are still to be written
    bool spelled = false;  // white space alone, with a clue: shown as ␣ and ↵
  };

  void paint_waiting(std::string& out);
  void paint(const Glyph& glyph, std::string& out);
  Style style_of(const Glyph& glyph) const;
  void leave_pieces(std::string& out);
  void write_marks(const Clues& clues, std::string& out);
  void newline(std::string& out);

  ShowOptions options_;
  StyleWriter writer_;
  VisibleStream stream_;
  std::deque<Piece> pieces_;
  std::size_t fed_ = 0;       // bytes of the choice given to stream_
  std::size_t painted_ = 0;   // and painted
  std::size_t newlines_ = 0;  // of a spelled piece, owed until its marks are written
  Style style_;               // of the last character
  bool line_open_ = false;
};

}  // namespace logprobs::show

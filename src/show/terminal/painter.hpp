// Paints the tokens of a choice as running text, one by one as they arrive.
#pragma once

#include <deque>
#include <string>
#include <string_view>

#include "show/terminal/style.hpp"
#include "show/terminal/wrapper.hpp"
#include "show/words/marks.hpp"
#include "text/visible_stream.hpp"

namespace logprobs::show {

/// Colours each character by its least probable token and puts marks after tokens with clues.
class Painter {
 public:
  explicit Painter(const ShowOptions& options)
      : options_(options),
        writer_(colors_of(options), options.wrap ? options.width : 0),
        stream_(text::Space::flow) {}

  /// Paints a token, whose text is `bytes`, up to its last complete character.
  void add(std::string_view bytes, const Verdict& verdict, std::string& out);
  /// Ends the colours until the next token: others may write to the terminal meanwhile.
  void pause(std::string& out);
  /// Paints what is left, ends the colours and the line.
  void finish(std::string& out);

 private:
  /// A token that is not painted to its end; positions are bytes of the choice.
  struct Piece {
    std::size_t begin = 0;
    std::size_t marks_at = 0;  // where its marks go: before trailing line breaks
    std::size_t end = 0;
    double probability = 0;
    Style style;
    Clues clues;           // those whose marks are not written yet
    bool spelled = false;  // only white space, with a clue: shown as ␣ and ↵
  };

  void paint_waiting(std::string& out);
  void paint(const text::Glyph& glyph, std::string& out);
  Style style_of(const text::Glyph& glyph) const;
  Style unseen(const Style& style) const;
  void finish_pieces(std::string& out);
  void write_marks(const Clues& clues, std::string& out);
  void newline(std::string& out);

  ShowOptions options_;
  Wrapper writer_;
  text::VisibleStream stream_;
  std::deque<Piece> pieces_;
  std::size_t fed_ = 0;       // bytes given to stream_
  std::size_t painted_ = 0;   // bytes painted
  std::size_t newlines_ = 0;  // of a spelled piece, to be written after its marks
  Style style_;               // of the last character
  bool line_open_ = false;
};

}  // namespace logprobs::show

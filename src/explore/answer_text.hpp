// A choice's text as a terminal shows it, character by character.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "logprobs/model.hpp"
#include "logprobs/report.hpp"
#include "logprobs/show_options.hpp"
#include "text/visible_stream.hpp"

namespace logprobs::explore {

/// What a glyph is. `mark`: the marks of a token's clues. `line_end`: it takes no cell.
enum class GlyphKind : std::uint8_t { text, escaped, space, mark, line_end };

/// A character, a mark, or the end of a line.
struct Glyph {
  static constexpr std::uint32_t no_token = std::numeric_limits<std::uint32_t>::max();

  std::uint32_t begin = 0;         ///< its first byte in the text
  std::uint32_t token = no_token;  ///< the first token that it is a part of; none in a message
  std::uint16_t tokens = 1;        ///< how many tokens have a part of it
  std::uint16_t size = 0;          ///< bytes
  std::uint8_t width = 0;          ///< cells
  GlyphKind kind = GlyphKind::text;
  bool extends = false;  ///< it continues the glyph before it, and cannot be parted from it
};

/// The glyphs of one choice, which may grow. White space that has a clue is spelled: ␣ and ↵.
class AnswerText {
 public:
  explicit AnswerText(const ShowOptions& options) : options_(options) {}

  /// Adds what is new of the choice. `done`: no more comes of it.
  void add(const Answer& answer, const Choice& choice, const ChoiceReport& report, bool done);

  const std::vector<Glyph>& glyphs() const { return glyphs_; }
  std::string_view text(const Glyph& glyph) const {
    return std::string_view(text_).substr(glyph.begin, glyph.size);
  }
  /// How many tokens were added.
  std::size_t tokens() const { return begins_.size(); }
  /// The glyphs that a token has a part of: from the first to one past the last. A hidden one, or
  /// one without bytes, has none.
  struct Range {
    std::size_t begin = 0;
    std::size_t end = 0;
  };
  Range glyphs_of(std::size_t token) const;

 private:
  void take(std::string_view bytes, const Clues& clues);
  void take_glyphs();
  void put(const text::Glyph& glyph);
  Glyph& append(std::string_view text, int width, GlyphKind kind, std::size_t token,
                std::size_t tokens = 1);
  void put_marks();

  struct Waiting {
    std::size_t token = 0;
    std::uint64_t at = 0;  // the byte of the choice before which its marks go
    Clues clues;
    bool spelled = false;
  };

  ShowOptions options_;
  std::string text_;
  std::vector<Glyph> glyphs_;
  std::vector<std::uint32_t> begins_;  // of each token: its first glyph
  std::vector<std::uint64_t> ends_;    // of each token: how many bytes of the choice end with it
  std::vector<bool> spelled_;          // of each token: it is white space with a clue
  std::vector<Waiting> waiting_;       // tokens whose marks are due
  text::VisibleStream stream_{text::Space::flow};
  std::uint64_t taken_ = 0;    // bytes that glyphs show
  std::size_t token_ = 0;      // the first token that does not end before them
  std::size_t line_ends_ = 0;  // of a spelled token, which go after its marks
  bool has_message_ = false;
};

}  // namespace logprobs::explore

// Makes text from outside safe for a terminal, a character at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace logprobs::text {

/// How white space is shown. `flow`: spaces and LF as they are. `line`: LF as `\n`, for messages.
/// `cell`: spaces as ␣ and LF as ↵, for a token in a table.
enum class Space { flow, line, cell };

/// One code point, or one invalid byte, ready for a terminal.
struct Glyph {
  std::string_view text;  ///< what is shown; valid until the next call of the stream
  std::size_t size = 0;   ///< the bytes of the input that it stands for
  int width = 0;          ///< terminal cells; 0 for LF in flow and for a mark
  bool escaped = false;   ///< `text` spells out something that must not reach a terminal raw
  bool extends = false;   ///< continues the character before it: a mark, ZWJ, a flag's second half
};

/// Decodes bytes, fed in any cut, into glyphs that are safe on a terminal. Controls, bidi and
/// zero-width characters are spelled out, but for those that people's scripts and emoji need.
class VisibleStream {
 public:
  explicit VisibleStream(Space space) : space_(space) {}

  /// Adds bytes behind those that still wait.
  void feed(std::string_view bytes);
  /// Says that nothing more comes: an unfinished sequence is then shown as invalid.
  void finish() { finished_ = true; }
  /// The next decided glyph; false when more bytes are needed (or, finished, none is left).
  bool next(Glyph& glyph);
  /// Forgets everything; as new.
  void reset();

 private:
  /// What a code point may lean on; empty again behind LF and behind everything spelled out.
  struct Context {
    char32_t previous = 0;    ///< the code point before it
    std::int32_t breaks = 0;  ///< what the search for character breaks remembers
    int marks = 0;            ///< how many marks in a row end here
    int flag_tags = 0;        ///< how many tags are still to come of a flag that is known whole
    bool pictograph = false;  ///< `previous` ends an emoji that ZWJ can continue
  };
  enum class Verdict { raw, spelled, wait };

  void show_raw(Glyph& glyph, std::size_t size, int width, bool extends);
  void show_spelled(Glyph& glyph, std::size_t size, std::string_view text);
  void show_control(Glyph& glyph, char32_t control, std::size_t size);
  void show_hidden(Glyph& glyph, char32_t code_point, std::size_t size);
  void show_character(Glyph& glyph, char32_t code_point, std::size_t size);
  bool show_white(Glyph& glyph, char32_t code_point, std::size_t size);
  bool next_special(Glyph& glyph);
  Verdict judge(char32_t code_point, std::size_t size);
  Verdict judge_joiner(char32_t joiner, std::string_view after) const;
  Verdict judge_tags(std::string_view bytes);

  Space space_;
  bool finished_ = false;
  std::string waiting_;
  std::size_t begin_ = 0;  // where in waiting_ the unread bytes begin
  std::string spelled_;
  Context context_;
};

}  // namespace logprobs::text

// Makes text from outside safe for a terminal, a character at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace logprobs::text {

/// How white space is shown. `flow`: spaces and line feeds unchanged. `line`: a line feed as `\n`,
/// for messages. `cell`: spaces as ␣ and a line feed as ↵, for a token in a table.
enum class Space { flow, line, cell };

/// One code point, or one invalid byte, ready for a terminal.
struct Glyph {
  std::string_view text;  ///< what to show; valid until the next call of the stream
  std::size_t size = 0;   ///< how many bytes of the input it represents
  int width = 0;          ///< terminal cells; 0 for a mark, and for a line feed in `flow`
  bool escaped = false;   ///< `text` spells out something that must not reach a terminal raw
  bool extends = false;   ///< continues the character before it: a mark, ZWJ, a flag's second half
};

/// Decodes bytes, which may come in any pieces, into glyphs that are safe on a terminal. Spells out
/// controls, bidi and zero-width characters, except where scripts and emoji need them.
class VisibleStream {
 public:
  explicit VisibleStream(Space space) : space_(space) {}

  /// Adds bytes after those that still wait.
  void feed(std::string_view bytes);
  /// Marks the end of the input: an unfinished sequence is then shown as invalid.
  void finish() { finished_ = true; }
  /// Sets `glyph` to the next one. False when that takes more bytes, or after the last.
  bool next(Glyph& glyph);
  /// Forgets everything, so that the stream is as new.
  void reset();

 private:
  /// What the next code point may depend on. Empty after a line feed, and after
  /// anything spelled out.
  struct Context {
    char32_t previous = 0;    ///< the code point before it
    std::int32_t breaks = 0;  ///< the state of the search for character breaks
    int marks = 0;            ///< the length of the run of marks that ends here
    int flag_tags = 0;        ///< the tags still to come of a flag that is known to be complete
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

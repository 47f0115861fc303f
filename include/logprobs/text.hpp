// Text from outside: UTF-8, display width, and making hostile text visible.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace logprobs {

/// True when `bytes` is well-formed UTF-8 (Unicode 15, table 3-7).
bool is_utf8(std::string_view bytes);

/// Appends `bytes`; each maximal part of an invalid sequence becomes U+FFFD (Unicode 15, §3.9).
void append_utf8(std::string& out, std::string_view bytes);

/// Appends one code point as UTF-8; a surrogate or a value above U+10FFFF becomes U+FFFD.
void append_code_point(std::string& out, char32_t code_point);

/// True when a word begins with the character at byte `at` of `text`: white space or punctuation,
/// or one beside or among Han, Hiragana, Katakana and Bopomofo, which all are words of their own.
bool begins_word(std::string_view text, std::size_t at);

/// True when white space follows other text in `token`, and ends it: ".\n", but not "\n".
bool ends_word(std::string_view token);

/// True when there is nothing to see: only LF and spaces (Zs), at least one.
bool is_white(std::string_view bytes);

/// True when there is neither letter nor digit nor symbol, but only white space, controls and
/// punctuation (categories Z, Cc and P), or nothing at all.
bool is_blank_or_punctuation(std::string_view bytes);

/// Which way text runs, by its strong characters (UAX #9: L, or R and AL); `mixed`: both ways.
enum class Direction : std::uint8_t { none, left_to_right, right_to_left, mixed };

/// That of all strong characters; `none` where there are none.
Direction direction_of(std::string_view bytes);

/// That of the first strong character, which a paragraph takes (UAX #9, P2 and P3, but that there
/// are no isolates to be skipped).
Direction first_direction(std::string_view bytes);

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

/// `bytes` on one line, safe for a terminal: for messages, names and headings.
std::string visible(std::string_view bytes);

/// `bytes` as running text (LF stays), safe for a terminal.
std::string visible_flow(std::string_view bytes);

/// A token in a sentence: “ October”, of at most 40 cells (… at the end).
std::string visible_quote(std::string_view bytes);

/// A token as a table shows it: ␣ and ↵ for white space, at most `max_width` cells (… at the end).
std::string visible_cell(std::string_view bytes, int max_width);

/// A cell with a space in place of each ␣.
std::string with_spaces(std::string_view cell);

/// Terminal cells of text that is already visible (no LF in it).
int display_width(std::string_view visible_text);

}  // namespace logprobs

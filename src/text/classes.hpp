// What Unicode says about a code point that matters for showing it on a terminal.
#pragma once

#include <cstdint>

#include "text/direction.hpp"

namespace logprobs::text {

inline constexpr char32_t zwnj = 0x200C;
inline constexpr char32_t zwj = 0x200D;
inline constexpr char32_t text_selector = 0xFE0E;
inline constexpr char32_t emoji_selector = 0xFE0F;
inline constexpr char32_t black_flag = 0x1F3F4;
inline constexpr char32_t cancel_tag = 0xE007F;

/// Invisible, reordering or meaningless: to be spelled out, but for the exceptions that
/// VisibleStream makes.
bool is_hidden(char32_t code_point);

/// A letter or mark of a script in which ZWJ and ZWNJ choose between forms of letters.
bool is_joining_letter(char32_t code_point);

/// A pictograph that ZWJ can join with others into one emoji (Extended_Pictographic).
bool is_pictograph(char32_t code_point);

/// A modifier U+1F3FB to U+1F3FF.
bool is_skin_tone(char32_t code_point);

/// A digit, # or *: with U+FE0F and U+20E3 it becomes a keycap.
bool is_keycap_base(char32_t code_point);

/// One of the tags that spell a region after a black flag.
bool is_flag_tag(char32_t code_point);

/// How much room a code point takes when it is shown raw, and how it joins its neighbours.
struct Shape {
  int width = 0;            ///< terminal cells, 0 to 2
  bool mark = false;        ///< drawn onto the character before it, or takes no cell
  bool pictograph = false;  ///< as is_pictograph()
  bool plain = false;       ///< always begins a character of its own
};
/// The shape of any code point.
Shape shape_of(char32_t code_point);

/// What a code point is to the word around it. `mark`: it belongs to the character before it.
/// `ideograph`: it is a word of its own. `space`: white space or a control.
enum class WordPart { other, mark, space, punctuation, ideograph };
/// The part of any code point.
WordPart word_part(char32_t code_point);

/// A space, but not a control: category Zs.
bool is_space_separator(char32_t code_point);

/// Which way a strong character runs; `none` for any other.
Direction strong_direction(char32_t code_point);

/// True if a character runs from right to left, or is a digit that makes others do so (in UAX #9:
/// R, AL and AN).
bool turns_to_left(char32_t code_point);

/// How many terminal cells a code point takes when it is shown raw.
int cell_width(char32_t code_point);

/// True when both code points belong to one user-perceived character (UAX #29). `state` starts at
/// 0, and is passed on from each pair to the next.
bool belongs_to(char32_t previous, char32_t code_point, std::int32_t& state);

}  // namespace logprobs::text

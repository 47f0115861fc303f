#include "text/classes.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <array>

namespace logprobs::text {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

// Unicode 15: the controls (Cc), Bidi_Control, Default_Ignorable_Code_Point, the line and paragraph
// separators, the interlinear annotations and the noncharacters of the BMP. Those at the end of
// each plane are computed.
constexpr std::array hidden_ranges = {
    Range{0x0000, 0x001F},    // C0
    Range{0x007F, 0x009F},    // DEL and C1
    Range{0x00AD, 0x00AD},    // soft hyphen
    Range{0x034F, 0x034F},    // combining grapheme joiner
    Range{0x061C, 0x061C},    // Arabic letter mark
    Range{0x115F, 0x1160},    // Hangul fillers
    Range{0x17B4, 0x17B5},    // Khmer inherent vowels
    Range{0x180B, 0x180F},    // Mongolian selectors and vowel separator
    Range{0x200B, 0x200F},    // zero width space and joiners, direction marks
    Range{0x2028, 0x202E},    // separators, embeddings and overrides
    Range{0x2060, 0x206F},    // word joiner, invisible operators, isolates
    Range{0x3164, 0x3164},    // Hangul filler
    Range{0xFDD0, 0xFDEF},    // noncharacters
    Range{0xFE00, 0xFE0F},    // variation selectors
    Range{0xFEFF, 0xFEFF},    // byte order mark
    Range{0xFFA0, 0xFFA0},    // halfwidth Hangul filler
    Range{0xFFF0, 0xFFFB},    // unassigned specials, interlinear annotation
    Range{0x1BCA0, 0x1BCA3},  // shorthand format controls
    Range{0x1D173, 0x1D17A},  // musical format controls
    Range{0xE0000, 0xE0FFF},  // tags, supplementary variation selectors
};

// Arabic-type and Indic-type scripts, where ZWJ and ZWNJ are part of the spelling: Persian plurals,
// conjuncts and half forms. ZWNJ has uses elsewhere too (German ligatures), but there a hidden
// character is likelier a trick than a spelling.
constexpr std::array joining_ranges = {
    Range{0x0600, 0x077F},  // Arabic, Syriac, Arabic Supplement
    Range{0x0860, 0x08FF},  // Syriac Supplement, Arabic Extended-B and -A
    Range{0x0900, 0x0DFF},  // Devanagari to Sinhala
    Range{0x1000, 0x109F},  // Myanmar
    Range{0x1780, 0x17FF},  // Khmer
    Range{0x1CD0, 0x1CFF},  // Vedic Extensions
    Range{0xA8E0, 0xA8FF},  // Devanagari Extended
    Range{0xA9E0, 0xA9FF},  // Myanmar Extended-B
    Range{0xAA60, 0xAA7F},  // Myanmar Extended-A
    Range{0xFB50, 0xFDFF},  // Arabic Presentation Forms-A
    Range{0xFE70, 0xFEFE},  // Arabic Presentation Forms-B
};

// Scripts without spaces between words, without their punctuation: Unicode 15, Han, Hiragana,
// Katakana and Bopomofo.
constexpr std::array ideograph_ranges = {
    Range{0x2E80, 0x2FD5},    // radicals
    Range{0x3005, 0x3007},    // iteration mark, closing mark, zero
    Range{0x3021, 0x3029},    // Hangzhou numerals
    Range{0x3038, 0x303B},    // more of them
    Range{0x3041, 0x30FF},    // Hiragana, Katakana
    Range{0x3105, 0x312F},    // Bopomofo
    Range{0x31A0, 0x31BF},    // Bopomofo Extended
    Range{0x31F0, 0x31FF},    // Katakana Phonetic Extensions
    Range{0x3400, 0x4DBF},    // Han, Extension A
    Range{0x4E00, 0x9FFF},    // Han
    Range{0xF900, 0xFAFF},    // Han, compatibility
    Range{0xFF66, 0xFF9D},    // halfwidth Katakana
    Range{0x1AFF0, 0x1B16F},  // Kana Extended-B and -A, Supplement, Small Extension
    Range{0x20000, 0x3FFFD},  // Han, Extensions B and later
};

template <std::size_t N>
constexpr bool is_sorted(const std::array<Range, N>& ranges) {
  char32_t next = 0;
  for (const Range& range : ranges) {
    if (range.first < next || range.last < range.first) return false;
    next = range.last + 1;
  }
  return true;
}
static_assert(is_sorted(hidden_ranges) && is_sorted(joining_ranges) && is_sorted(ideograph_ranges));

template <std::size_t N>
bool contains(const std::array<Range, N>& ranges, char32_t code_point) {
  const auto* range =
      std::lower_bound(ranges.begin(), ranges.end(), code_point,
                       [](const Range& left, char32_t right) { return left.last < right; });
  return range != ranges.end() && range->first <= code_point;
}

const utf8proc_property_t& properties(char32_t code_point) {
  return *utf8proc_get_property(static_cast<utf8proc_int32_t>(code_point));
}

int width_of(const utf8proc_property_t& known) {
  const auto category = known.category;
  const bool no_cell = category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_ME;
  return no_cell ? 0 : static_cast<int>(known.charwidth);
}

bool is_letter_or_mark(char32_t code_point) {
  const auto category = properties(code_point).category;
  return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_ME;
}

}  // namespace

bool is_hidden(char32_t code_point) {
  return (code_point & 0xFFFE) == 0xFFFE || contains(hidden_ranges, code_point);
}

bool is_joining_letter(char32_t code_point) {
  return contains(joining_ranges, code_point) && is_letter_or_mark(code_point) &&
         !is_hidden(code_point);
}

bool is_pictograph(char32_t code_point) {
  return properties(code_point).boundclass == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC;
}

bool is_skin_tone(char32_t code_point) { return code_point >= 0x1F3FB && code_point <= 0x1F3FF; }

bool is_keycap_base(char32_t code_point) {
  return (code_point >= '0' && code_point <= '9') || code_point == '#' || code_point == '*';
}

bool is_flag_tag(char32_t code_point) {
  return (code_point >= 0xE0061 && code_point <= 0xE007A) ||
         (code_point >= 0xE0030 && code_point <= 0xE0039);
}

Shape shape_of(char32_t code_point) {
  const utf8proc_property_t& known = properties(code_point);
  const int width = width_of(known);
  const auto bound = known.boundclass;
  return {
      .width = width,
      .mark = bound == UTF8PROC_BOUNDCLASS_EXTEND || bound == UTF8PROC_BOUNDCLASS_SPACINGMARK ||
              bound == UTF8PROC_BOUNDCLASS_ZWJ || width == 0,
      .pictograph = bound == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC,
      // UAX #29 joins it to a prefixed number sign (Prepend) before it, but both can stand alone.
      .plain = bound == UTF8PROC_BOUNDCLASS_OTHER,
  };
}

WordPart word_part(char32_t code_point) {
  const auto category = properties(code_point).category;
  if (category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_ME) return WordPart::mark;
  if (category >= UTF8PROC_CATEGORY_PC && category <= UTF8PROC_CATEGORY_PO) {
    return WordPart::punctuation;
  }
  if (category >= UTF8PROC_CATEGORY_ZS && category <= UTF8PROC_CATEGORY_CC) return WordPart::space;
  return contains(ideograph_ranges, code_point) ? WordPart::ideograph : WordPart::other;
}

bool is_space_separator(char32_t code_point) {
  return properties(code_point).category == UTF8PROC_CATEGORY_ZS;
}

Direction strong_direction(char32_t code_point) {
  switch (properties(code_point).bidi_class) {
    case UTF8PROC_BIDI_CLASS_L:
      return Direction::left_to_right;
    case UTF8PROC_BIDI_CLASS_R:
    case UTF8PROC_BIDI_CLASS_AL:
      return Direction::right_to_left;
    default:
      return Direction::none;
  }
}

bool turns_to_left(char32_t code_point) {
  return strong_direction(code_point) == Direction::right_to_left ||
         properties(code_point).bidi_class == UTF8PROC_BIDI_CLASS_AN;
}

int cell_width(char32_t code_point) { return width_of(properties(code_point)); }

bool belongs_to(char32_t previous, char32_t code_point, std::int32_t& state) {
  return !utf8proc_grapheme_break_stateful(static_cast<utf8proc_int32_t>(previous),
                                           static_cast<utf8proc_int32_t>(code_point), &state);
}

}  // namespace logprobs::text

// What text on a terminal may consist of, decided without the code under test.
#pragma once

#include <utf8proc.h>

#include <string>
#include <string_view>

#include "input.hpp"
#include "logprobs/show.hpp"

namespace fuzz {

/// Beyond visible characters and line feeds.
struct Allowed {
  bool colors = false;    ///< escape sequences that set colours
  bool tabs = false;      ///< between columns
  bool tags = false;      ///< of HTML, which come between characters without a sign of it
  bool isolates = false;  ///< U+2068 and U+2069 in pairs, on one line
  bool marks = false;     ///< of clues or of Markdown, which may come within a character
};

namespace safe {

constexpr char32_t zwnj = 0x200C, zwj = 0x200D, fsi = 0x2068, pdi = 0x2069;
constexpr char32_t black_flag = 0x1F3F4, cancel_tag = 0xE007F;

inline const utf8proc_property_t& properties(char32_t c) {
  return *utf8proc_get_property(static_cast<utf8proc_int32_t>(c));
}

inline bool between(char32_t first, char32_t c, char32_t last) { return first <= c && c <= last; }

/// The end of the escape sequence or tag at the front of `text`; 0 if there is none.
inline std::size_t size_of_markup(std::string_view text, Allowed allowed) {
  if (allowed.colors && text.starts_with("\x1b[")) {
    const std::size_t end = text.find_first_not_of("0123456789:;", 2);
    return end != std::string_view::npos && text[end] == 'm' ? end + 1 : 0;
  }
  if (allowed.tags && text.starts_with('<')) return text.find('>') + 1;
  return 0;
}

/// The code points of `text`, but for markup.
inline std::u32string decoded(std::string_view text, Allowed allowed) {
  std::u32string out;
  for (std::size_t at = 0; at < text.size();) {
    if (const std::size_t markup = size_of_markup(text.substr(at), allowed); markup != 0) {
      at += markup;
      continue;
    }
    utf8proc_int32_t c = 0;
    const auto* const bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data()) + at;
    const auto size = utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(text.size() - at), &c);
    check(size > 0, "not UTF-8", text);
    out.push_back(static_cast<char32_t>(c));
    at += static_cast<std::size_t>(size);
  }
  return out;
}

inline bool is_pictograph(char32_t c) {
  return properties(c).boundclass == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC;
}

/// A letter or mark of the scripts from Arabic to Khmer and of their extensions.
inline bool is_joining(char32_t c) {
  const auto category = properties(c).category;
  return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_ME &&
         (between(0x600, c, 0x1CFF) || between(0xA8E0, c, 0xAA7F) || between(0xFB50, c, 0xFEFE));
}

inline bool joins(char32_t before, char32_t joiner, char32_t after) {
  const bool emoji = is_pictograph(before) || before == 0xFE0F || between(0x1F3FB, before, 0x1F3FF);
  return (joiner == zwj && emoji && is_pictograph(after)) ||
         (is_joining(before) && is_joining(after));
}

/// Whether the tag at `at` is in a flag: U+1F3F4, two to six tags, and their end.
inline bool in_flag(const std::u32string& text, std::size_t at) {
  const auto is_tag = [&](std::size_t i) {
    return between(0xE0030, text[i], 0xE0039) || between(0xE0061, text[i], 0xE007A);
  };
  std::size_t begin = at;
  while (begin > 0 && (is_tag(begin) || begin == at)) --begin;
  std::size_t end = begin + 1;
  while (end < text.size() && is_tag(end)) ++end;
  return text[begin] == black_flag && end < text.size() && text[end] == cancel_tag &&
         between(3, static_cast<char32_t>(end - begin), 7);
}

/// Whether an invisible character has a use where it is.
inline bool is_useful(const std::u32string& text, std::size_t at, Allowed allowed) {
  const char32_t c = text[at];
  const char32_t before = at > 0 ? text[at - 1] : 0;
  const char32_t after = at + 1 < text.size() ? text[at + 1] : 0;
  if (c == zwj || c == zwnj) return allowed.marks || joins(before, c, after);
  if (between(0xFE0E, c, 0xFE0F)) {
    return allowed.marks || is_pictograph(before) || between('0', before, '9') || before == '#' ||
           before == '*' || between(0x1F3FB, before, 0x1F3FF);
  }
  return between(0xE0020, c, cancel_tag) && (allowed.marks || in_flag(text, at));
}

inline bool is_control(char32_t c) {
  const auto category = properties(c).category;
  return category == UTF8PROC_CATEGORY_CC || category == UTF8PROC_CATEGORY_ZL ||
         category == UTF8PROC_CATEGORY_ZP || between(0xFFF9, c, 0xFFFB) ||
         between(0xFDD0, c, 0xFDEF) || (c & 0xFFFE) == 0xFFFE;
}

}  // namespace safe

/// Fails unless `text` is UTF-8 without controls and bidi controls, and invisible characters are
/// only where scripts and emoji need them.
inline void check_safe(std::string_view text, Allowed allowed = {}) {
  const std::u32string all = safe::decoded(text, allowed);
  bool isolated = false;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const char32_t c = all[i];
    if (safe::between(' ', c, '~')) continue;
    if (allowed.isolates && c == (isolated ? safe::pdi : safe::fsi)) {
      isolated = !isolated;
      continue;
    }
    check(c != '\n' || !isolated, "an isolate is not closed", text);
    if (c == '\n' || (c == '\t' && allowed.tabs)) continue;
    check(!safe::is_control(c), "a control character", text);
    check(!safe::properties(c).ignorable || safe::is_useful(all, i, allowed), "an invisible one",
          text);
  }
  check(!isolated, "an isolate is not closed", text);
}

/// What a page or a picture has of its answers: all but its style and its script, which are always
/// the same.
inline std::string answers_of(const std::string& page) {
  const std::size_t style = page.find("<style>");
  const std::size_t after = page.find("</style>");
  return page.substr(0, style) + page.substr(after, page.rfind("<aside") - after);
}

/// The same for a view's output for a terminal, a browser or a renderer of Markdown.
inline void check_safe_view(std::string_view name, const logprobs::ShowOptions& options,
                            const std::string& out) {
  const bool page = name == "html" || name == "svg";
  const bool marks = (name == "text" || name == "svg") && options.marks != logprobs::Marks::none;
  Allowed allowed{.colors = true, .tags = page, .isolates = true};
  allowed.tabs = name == "tsv" || name == "summary" || name == "places";
  allowed.marks = marks || name == "markdown";
  check_safe(page ? answers_of(out) : out, allowed);
}

}  // namespace fuzz

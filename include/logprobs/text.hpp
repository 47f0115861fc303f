// Text from outside: UTF-8, display width, and making hostile text visible.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace logprobs {

/// The number that all of `text` spells in decimal, as "-1.5e3"; nothing for other text, also "+1",
/// " 1", "1,5" and "inf". One that no double can hold is infinite, or 0.
std::optional<double> parse_double(std::string_view text);

/// The same for a whole number.
std::optional<std::int64_t> parse_integer(std::string_view text);

/// True when `bytes` is well-formed UTF-8 (Unicode 15, table 3-7).
bool is_utf8(std::string_view bytes);

/// Appends `bytes`; each maximal part of an invalid sequence becomes U+FFFD (Unicode 15, §3.9).
void append_utf8(std::string& out, std::string_view bytes);

/// Appends one code point as UTF-8; a surrogate or a value above U+10FFFF becomes U+FFFD.
void append_code_point(std::string& out, char32_t code_point);

/// True when there is neither letter nor digit nor symbol, but only white space, controls and
/// punctuation (categories Z, Cc and P), or nothing at all.
bool is_blank_or_punctuation(std::string_view bytes);

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

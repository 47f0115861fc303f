// Text from outside: numbers, UTF-8, display width, and making hostile text visible.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace logprobs {

/// Parses a decimal number such as "-1.5e3", and nothing else: not "+1", " 1", "1,5" or "inf". A
/// number too large for a double becomes infinite; one too small, 0.
std::optional<double> parse_double(std::string_view text);

/// Parses a whole number such as "-15", and nothing else. It must fit into 64 bits.
std::optional<std::int64_t> parse_integer(std::string_view text);

/// How many line feeds `text` has.
std::uint64_t count_line_ends(std::string_view text);

/// `text` with its ASCII letters in lower case.
std::string lower_case(std::string_view text);

/// The first bytes of `text`, at most `most`, without the beginning of a character that is longer.
std::string_view first_bytes(std::string_view text, std::size_t most);

/// True when `bytes` is well-formed UTF-8 (Unicode 15, table 3-7).
bool is_utf8(std::string_view bytes);

/// Appends `bytes`, with U+FFFD for each maximal part of an invalid sequence (Unicode 15, §3.9).
void append_utf8(std::string& out, std::string_view bytes);

/// Appends one code point as UTF-8; a surrogate or a value above U+10FFFF becomes U+FFFD.
void append_code_point(std::string& out, char32_t code_point);

/// Appends the text of the JSON string `raw`, which includes its quotes. Half of a surrogate pair
/// becomes U+FFFD and sets `lone`. False for an invalid escape.
bool append_unescaped(std::string_view raw, std::string& out, bool& lone);

/// True when `bytes` has no letter, digit or symbol: only white space, controls and punctuation
/// (categories Z, Cc and P), or nothing at all.
bool is_blank_or_punctuation(std::string_view bytes);

/// `bytes` made safe for a terminal, on one line: for messages, names and headings. This and the
/// functions below spell out controls, invisible and direction-changing characters, and bytes that
/// are not UTF-8: \n, \x1b, \u{202e}.
std::string visible(std::string_view bytes);

/// The same as running text: line feeds stay.
std::string visible_flow(std::string_view bytes);

/// A token quoted in a sentence: “ October”. At most 40 cells wide; more is cut off with “…”.
std::string visible_quote(std::string_view bytes);

/// A token as a table shows it, with ␣ and ↵ for white space. At most `max_width` cells wide; more
/// is cut off with “…”.
std::string visible_cell(std::string_view bytes, int max_width);

/// visible(), at most `max_width` cells wide; more is cut off with “…”.
std::string visible_line(std::string_view bytes, int max_width);

/// The end of visible(), at most `max_width` cells wide; what is before it is cut off with “…”.
std::string visible_end(std::string_view bytes, int max_width);

/// A cell of visible_cell() with a space in place of each ␣.
std::string with_spaces(std::string_view cell);

/// Text that visible() or the like returned, between U+2068 and U+2069 (an isolate of UAX #9) if it
/// has characters that run from right to left: what is around it then keeps its order wherever text
/// is reordered to be shown. They take no cell.
std::string isolated(std::string visible_text);

/// How many terminal cells text takes that visible() or the like returned, without line breaks.
int display_width(std::string_view visible_text);

}  // namespace logprobs

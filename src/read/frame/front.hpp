// What a text begins with.
#pragma once

#include <cstddef>
#include <string_view>

namespace logprobs::read {

inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// What ends a stream: the data of its last event, or a line.
inline constexpr std::string_view end_sign = "[DONE]";

/// Whether a text begins with something; unknown while more of it must come to tell.
enum class Begins { no, yes, unknown };
/// Whether `text` begins with `prefix`. `finished`: no more of it comes.
Begins begins(std::string_view text, std::string_view prefix, bool finished);
/// Whether `text` begins with a field of an event, or with a comment of a stream.
Begins begins_event(std::string_view text, bool finished);

/// White space within a line.
inline bool is_blank_in_line(char c) { return c == ' ' || c == '\t' || c == '\r'; }

/// Whether `text` begins an object or an array.
inline bool has_brackets(std::string_view text) {
  return text.starts_with('{') || text.starts_with('[');
}

/// Whether an object, an array or a string begins with `c`.
inline bool is_opener(char c) { return c == '{' || c == '[' || c == '"'; }

/// Whether `text`, which begins with an opener, ends with what closes that.
bool is_closed(std::string_view text);

}  // namespace logprobs::read

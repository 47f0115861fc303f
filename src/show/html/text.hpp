// Text inside a page.
#pragma once

#include <fmt/core.h>

#include <string>
#include <string_view>

namespace logprobs::show {

/// Appends text that is visible already: no character of it is markup, between tags or in a quoted
/// attribute.
void append_html(std::string& out, std::string_view visible_text);

/// The same as a string.
std::string html(std::string_view visible_text);

/// Like fmt::vformat_to(), which each file that calls it would compile anew.
void append_formatted(std::string& out, fmt::string_view format, fmt::format_args values);

/// Appends markup with a value for each {}; values from outside have passed html().
template <typename... Values>
void append_markup(std::string& out, fmt::format_string<Values...> format,
                   const Values&... values) {
  append_formatted(out, format, fmt::make_format_args(values...));
}

}  // namespace logprobs::show

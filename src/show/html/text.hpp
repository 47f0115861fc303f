// Text inside a page.
#pragma once

#include <fmt/format.h>

#include <iterator>
#include <string>
#include <string_view>
#include <utility>

namespace logprobs::show {

/// Appends text that is visible already: no character of it is markup, between tags or in a quoted
/// attribute.
void append_html(std::string& out, std::string_view visible_text);

/// The same as a string.
std::string html(std::string_view visible_text);

/// Appends markup in which a {} stands for each value; those from outside have passed html().
template <typename... Values>
void append_markup(std::string& out, fmt::format_string<Values...> format, Values&&... values) {
  fmt::format_to(std::back_inserter(out), format, std::forward<Values>(values)...);
}

}  // namespace logprobs::show

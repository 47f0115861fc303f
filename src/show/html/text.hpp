// Text and markup of a page.
#pragma once

#include <fmt/core.h>

#include <string>
#include <string_view>

namespace logprobs::show {

/// Appends visible text, escaped for use between tags and in quoted attributes.
void append_html(std::string& out, std::string_view visible_text);

/// Returns visible text, escaped the same way.
std::string html(std::string_view visible_text);

/// Does what fmt::vformat_to() does, which would be compiled anew in each file that calls it.
void append_formatted(std::string& out, fmt::string_view format, fmt::format_args values);

/// The text of a format_string: fmt 9 converts it, and 12 would rather be asked for it.
template <typename Format>
fmt::string_view text_of(const Format& format) {
  if constexpr (requires { format.get(); }) {
    return format.get();
  } else {
    return format;
  }
}

/// Appends markup with a value for each {}. Text from outside must have passed html().
template <typename... Values>
void append_markup(std::string& out, fmt::format_string<Values...> format, Values&&... values) {
  append_formatted(out, text_of(format), fmt::make_format_args(values...));
}

}  // namespace logprobs::show

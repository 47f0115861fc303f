// Text inside a page.
#pragma once

#include <string>
#include <string_view>

namespace logprobs {

/// Appends text that is visible already: no character of it is markup, between tags or in a quoted
/// attribute.
void append_html(std::string& out, std::string_view visible_text);

/// The same as a string.
std::string html(std::string_view visible_text);

}  // namespace logprobs

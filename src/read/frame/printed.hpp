// Names text that people take for JSON: what languages print of an object, CSV, YAML, pages.
#pragma once

#include <string_view>

namespace logprobs::read {

/// What `text` is, which is not JSON, and what to do about it, as a sentence; empty if that is not
/// known.
std::string_view describe_printed(std::string_view text);

/// Whether `text` begins a page of HTML or XML. The foreign lines after it are part of the page.
bool is_page(std::string_view text);

}  // namespace logprobs::read

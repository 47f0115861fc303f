// Finds where a text departs from JSON.
#pragma once

#include <cstddef>
#include <string_view>

namespace logprobs::read {

/// The position of the first token in `text` that cannot be where it is, or that is no word of JSON
/// or of Python's; the text's size if there is none. Numbers and strings are not looked into.
std::size_t first_misplaced(std::string_view text);

}  // namespace logprobs::read

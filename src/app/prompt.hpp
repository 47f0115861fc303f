// The question, from words and from standard input.
#pragma once

#include <string>
#include <vector>

namespace logprobs::app {

/// The words joined by one space, `-` among them replaced by all of standard input; without words
/// standard input alone. Throws Error{usage} for what cannot be asked: nothing at all, a NUL, or
/// bytes that are not UTF-8; and when a signal comes meanwhile.
std::string read_prompt(const std::vector<std::string>& words);

}  // namespace logprobs::app

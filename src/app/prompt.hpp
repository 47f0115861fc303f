// Reads the question from words and standard input.
#pragma once

#include <string>
#include <vector>

namespace logprobs::app {

/// Joins the words with one space and replaces `-` with all of standard input, which is the
/// question if there are no words. Throws Error{usage} for an empty question, a NUL, or bytes that
/// are not UTF-8, Error{failed} if standard input cannot be read or exceeds 64 MiB, and Error with
/// a signal's code if one comes meanwhile.
std::string read_prompt(const std::vector<std::string>& words);

}  // namespace logprobs::app

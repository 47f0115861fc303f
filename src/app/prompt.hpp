// Reads the question from words and standard input, and notices what was not meant as one.
#pragma once

#include <string>
#include <vector>

namespace logprobs::app {

/// Joins the words with one space and replaces `-` with all of standard input, which is the
/// question if there are no words. Throws Error{usage} for an empty question, a NUL, or bytes that
/// are not UTF-8, Error{failed} if standard input cannot be read or exceeds 64 MiB, and Error with
/// a signal's code if one comes meanwhile.
std::string read_prompt(const std::vector<std::string>& words);

/// A question that somebody typed, without a line end at its end. Throws Error{usage} as above.
std::string typed_prompt(std::string text);

/// Throws Error{usage} if the only word is the name of a file: people forget --replay.
void refuse_file_name(const std::vector<std::string>& words);

/// Throws Error{usage} if the prompt as a whole is a saved response.
void refuse_response(const std::string& prompt);

}  // namespace logprobs::app

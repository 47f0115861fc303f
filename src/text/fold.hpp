// Comparing texts that people write in different ways.
#pragma once

#include <string>
#include <string_view>

namespace logprobs::text {

/// `text` without white space, quotes and punctuation before it. A minus sign before a digit stays.
std::string_view without_punctuation_before(std::string_view text);
/// The same after it.
std::string_view without_punctuation_after(std::string_view text);

/// True when there is nothing but white space and quotes, such as may come before an answer.
bool is_white_or_quotes(std::string_view text);

/// The form in which texts are equal that differ in case, width or composition (NFKC_Casefold,
/// Unicode 15 §3.13), with one space for each run of white space. From the first byte on that is
/// not UTF-8 the bytes stay as they are.
std::string fold(std::string_view text);

/// The folded text without white space, quotes and punctuation around it.
std::string fold_bare(std::string_view text);

/// All in upper case.
std::string upper_case(std::string_view text);

}  // namespace logprobs::text

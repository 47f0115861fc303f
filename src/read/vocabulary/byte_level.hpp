// How byte-level vocabularies spell bytes: each as one printable character.
#pragma once

#include <string>
#include <string_view>

namespace logprobs::read {

/// Appends the bytes that the characters of `spelled` stand for: a printable byte is spelled by the
/// character of its number in Latin-1, and the others, in order, by U+0100 and those after it.
/// False if there is any other character; `out` then has a part of them.
bool append_byte_level(std::string_view spelled, std::string& out);

/// How byte-level vocabularies spell a space: U+0120.
inline constexpr std::string_view byte_level_space = "\u0120";

}  // namespace logprobs::read

// Characters as JSON, URLs and HTML may spell them.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace logprobs::ask {

/// One ASCII character, or one byte of another, as some text spells it.
struct Spelling {
  char byte;         ///< what is meant
  std::size_t size;  ///< how many bytes of the text say so
};

/// The first character of `text`, which is not empty: as it is, or `\/`, `\u002f`, `%2F`, `&#47;`,
/// `&amp;`, and these inside one another, as in `\\/`, `%252F` and `\u0026#47;`. None if the text
/// ends before that can be told; at the `end` of all text, half a spelling stands for itself.
std::optional<Spelling> first_spelling(std::string_view text, bool end);

/// `text` with every character as it is meant.
std::string plain_spelling(std::string_view text);

}  // namespace logprobs::ask

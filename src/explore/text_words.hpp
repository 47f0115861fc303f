// Words of a text in a form in which they can be compared.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace logprobs::explore {

/// A word, folded: without regard to case, width and composition.
struct Word {
  std::size_t begin = 0;  ///< where it begins in the text, in bytes
  std::string text;

  bool operator==(const Word& other) const { return text == other.text; }
};

/// The words of a text, at most `most`. White space and punctuation part them and are left out. In
/// scripts that write no spaces, such as Chinese, Japanese and Thai, each character is a word.
std::vector<Word> words_of(std::string_view text, std::size_t most = std::string_view::npos);

}  // namespace logprobs::explore

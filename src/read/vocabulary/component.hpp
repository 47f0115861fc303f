// The parts of a tokenizer.json that say how text becomes tokens, and tokens text.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "read/json/json.hpp"

namespace logprobs::read {

/// A decoder, a pre-tokenizer or a normalizer. Which fields it uses depends on its type.
struct Component {
  std::string type;                      ///< "ByteLevel", "Replace" ...
  std::optional<std::string> literal{};  ///< Replace: the text that is replaced
  std::optional<std::string> regex{};    ///< or the regular expression that matches it
  std::string content{};                 ///< Replace: the new text; Strip: the character
  std::size_t start = 0;                 ///< Strip: at most how many at the start of a token
  std::size_t stop = 0;                  ///< and at its end
  std::string prefix = "##";    ///< WordPiece: what a token begins with that continues a word
  bool cleanup = false;         ///< WordPiece: without the space before punctuation
  std::string suffix = "</w>";  ///< BPEDecoder: what a token ends with that ends a word
  std::string replacement = "\u2581";  ///< Metaspace: how a space is spelled
};

/// Appends a component, or those of a Sequence in their order; none for null.
bool read_components(Value& value, std::vector<Component>& components, Context& context);

}  // namespace logprobs::read

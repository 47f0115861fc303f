// How a token's name becomes the bytes of its text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "read/vocabulary/tokenizer_file.hpp"

namespace logprobs::read {

/// What a step does to a token.
enum class StepKind {
  byte_level,     ///< takes the bytes that its characters stand for, as in append_byte_level()
  byte_fallback,  ///< takes the byte that it names, as in "<0x0A>"
  replace,        ///< puts `to` in place of each `from`
  strip,          ///< removes `from` at most `start` times at its start, and `stop` at its end
  begin_word,     ///< removes `from` at its start, or else puts a space there
  space_before,   ///< puts a space before it
};

/// A step of a decoder, as far as it concerns a token by itself.
struct DecoderStep {
  StepKind kind;
  std::string from{};
  std::string to{};
  std::size_t start = 0;
  std::size_t stop = 0;
};

/// The steps of a decoder, in their order.
struct Decoding {
  std::vector<DecoderStep> steps{};
  std::vector<std::string> warnings{};  ///< what cannot be done, a sentence each
};

/// The steps that the file's decoder has for a token that is not the first of its text, which may
/// lose the space before it. Without a decoder, what the rest of the file says of how tokens spell
/// text; in a vocab.json, the names themselves.
Decoding make_decoding(const TokenizerFile& file);

/// Applies the steps to a token's name. An `added` token is not spelled in the byte-level alphabet.
/// Takes what each step makes of the token off the `budget`, in bytes; false once it is used up.
bool apply(const std::vector<DecoderStep>& steps, bool added, std::size_t& budget,
           std::string& token);

}  // namespace logprobs::read

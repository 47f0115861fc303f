// How tokens spell text where no decoder says it.
#pragma once

#include <vector>

#include "read/vocabulary/step.hpp"

namespace logprobs::read {

/// The steps that undo what the pre-tokenizer, the normalizer and the model do. Where none of them
/// says anything, a token's name is its text; but a word of a WordLevel model follows a space.
std::vector<DecoderStep> implied_steps(const TokenizerFile& file);

/// The steps that the names of a vocab.json show: byte-level ones have "\u0120" for a space, those
/// of SentencePiece U+2581, and others end words with "</w>".
std::vector<DecoderStep> steps_of_names(const TokenizerFile& file);

}  // namespace logprobs::read

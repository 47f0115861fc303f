// llama.cpp's file of distributions (`llama-perplexity --kl-divergence-base`): tokens in chunks,
// and quantized logprobs for the second half of each.
#pragma once

#include "logprobs/logits.hpp"
#include "read/logits/layout.hpp"

namespace logprobs::read {

/// Reads the header. Each chunk is a run; a row is what follows the token at its place
/// (llama.cpp, tools/perplexity/perplexity.cpp).
Runs read_llama_logits(const RandomFile& file);

}  // namespace logprobs::read

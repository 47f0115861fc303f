// The safetensors format of Hugging Face: a JSON header, and the tensors' bytes after it.
#pragma once

#include "logprobs/logits.hpp"
#include "read/logits/tensor.hpp"

namespace logprobs::read {

/// Reads the header. Each tensor has the bytes that its shape needs, and each byte after the header
/// is of one tensor (https://github.com/huggingface/safetensors, "Format").
ReadTensors read_safetensors(const RandomFile& file);

}  // namespace logprobs::read

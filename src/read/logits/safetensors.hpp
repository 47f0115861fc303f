// The safetensors format of Hugging Face: a JSON header, and the tensors' bytes after it.
#pragma once

#include <string_view>

#include "logprobs/logits.hpp"
#include "read/logits/tensor.hpp"

namespace logprobs::read {

/// Whether a file that begins with these bytes, at least nine, is of this format: the header's size
/// in eight bytes, and `{`.
bool is_safetensors(std::string_view bytes, std::uint64_t file_size);

/// Reads the header. Each tensor is inside the file, has the bytes that its shape needs, and shares
/// none with another (https://github.com/huggingface/safetensors, "Format").
ReadTensors read_safetensors(const RandomFile& file);

}  // namespace logprobs::read

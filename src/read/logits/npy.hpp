// The .npy format of numpy: one array.
#pragma once

#include <string_view>

#include "logprobs/logits.hpp"
#include "read/logits/tensor.hpp"

namespace logprobs::read {

/// Whether a file that begins with these bytes is of this format.
inline bool is_npy(std::string_view bytes) { return bytes.starts_with("\x93NUMPY"); }

/// Reads the header, of versions 1 to 3 (numpy.lib.format): one tensor, without a name, whose bytes
/// are all in the file.
ReadTensors read_npy(const RandomFile& file);

}  // namespace logprobs::read

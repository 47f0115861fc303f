// The .npy format of numpy: one array.
#pragma once

#include "logprobs/logits.hpp"
#include "read/logits/tensor.hpp"

namespace logprobs::read {

/// Reads the header, of versions 1 to 3 (numpy.lib.format): one tensor, without a name, whose bytes
/// are all in the file.
ReadTensors read_npy(const RandomFile& file);

}  // namespace logprobs::read

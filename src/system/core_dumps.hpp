// What a crash leaves behind.
#pragma once

namespace logprobs::system {

/// From now on no image of the memory is written when the process crashes; on Linux no other
/// process of the same user can look into it either.
void forbid_core_dumps();

}  // namespace logprobs::system

// Keeps secrets out of core dumps.
#pragma once

namespace logprobs::system {

/// From now on a crash writes no image of the memory; on Linux other processes of the same user
/// cannot look into it either.
void forbid_core_dumps();

}  // namespace logprobs::system

// What a crash leaves behind.
#pragma once

namespace logprobs {

/// From now on no image of the memory is written when the process crashes, and no other process of
/// the same user can look into it.
void forbid_core_dumps();

}  // namespace logprobs

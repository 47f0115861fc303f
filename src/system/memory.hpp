// How the process gives memory back.
#pragma once

namespace logprobs::system {

/// From now on large memory goes back to the system as soon as it is freed. Otherwise glibc keeps
/// it for the thread that had it, and there may be many.
void give_large_memory_back();

}  // namespace logprobs::system

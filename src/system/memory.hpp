// How the process gives memory back.
#pragma once

namespace logprobs::system {

/// From now on memory of large size goes back to the system as soon as it is freed. Else glibc
/// keeps it for the thread that had it, however many threads there are.
void give_large_memory_back();

}  // namespace logprobs::system

// How the process gives memory back.
#pragma once

#include <cstddef>

namespace logprobs::system {

/// From now on memory of `large` bytes or more goes back to the system as soon as it is freed.
/// Otherwise glibc keeps it for the thread that had it, and there may be many.
void give_memory_back(std::size_t large);

}  // namespace logprobs::system

#include "system/memory.hpp"

#include <cstdlib>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace logprobs::system {

void give_memory_back([[maybe_unused]] std::size_t large) {
#ifdef __GLIBC__
  // If the first is not set, glibc raises both when such memory is freed, up to 32 and 64 MB. If
  // the second is not, small memory goes back and forth.
  mallopt(M_MMAP_THRESHOLD, static_cast<int>(large));
  mallopt(M_TRIM_THRESHOLD, static_cast<int>(2 * large));
#endif
}

}  // namespace logprobs::system

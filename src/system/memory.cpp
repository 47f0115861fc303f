#include "system/memory.hpp"

#include <cstdlib>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace logprobs::system {

void give_large_memory_back() {
#ifdef __GLIBC__
  // If the first is not set, glibc raises both when such memory is freed, up to 32 and 64 MB. If
  // the second is not, small memory goes back and forth.
  constexpr int large = 1 << 20;  // bytes
  mallopt(M_MMAP_THRESHOLD, large);
  mallopt(M_TRIM_THRESHOLD, 2 * large);
#endif
}

}  // namespace logprobs::system

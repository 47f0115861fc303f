#include "system/new_thread.hpp"

#ifdef __linux__
#include <pthread.h>
#include <sched.h>
#endif

namespace logprobs::system {

void begin_on_other_core([[maybe_unused]] std::thread& thread) noexcept {
#ifdef __linux__
  const pthread_t handle = thread.native_handle();
  cpu_set_t all;
  const int here = sched_getcpu();
  if (here < 0 || pthread_getaffinity_np(handle, sizeof all, &all) != 0) return;
  cpu_set_t others = all;
  CPU_CLR(here, &others);
  // It stays where the first call puts it, for a while at least.
  if (pthread_setaffinity_np(handle, sizeof others, &others) == 0) {
    pthread_setaffinity_np(handle, sizeof all, &all);
  }
#endif
}

}  // namespace logprobs::system

#include "system/core_dumps.hpp"

#ifdef __linux__
#include <sys/prctl.h>
#endif
#include <sys/resource.h>

namespace logprobs::system {

void forbid_core_dumps() {
  const rlimit none{0, 0};
  setrlimit(RLIMIT_CORE, &none);
#ifdef __linux__
  prctl(PR_SET_DUMPABLE, 0);  // where a program takes the dumps, the limit does not hold
#endif
}

}  // namespace logprobs::system

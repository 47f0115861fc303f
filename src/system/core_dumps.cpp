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
  prctl(PR_SET_DUMPABLE, 0);  // the limit does not hold where dumps go to a program
#endif
}

}  // namespace logprobs::system

#include "system/random.hpp"

#include <sys/random.h>
#include <unistd.h>

#include <chrono>

namespace logprobs::system {

std::uint64_t random_number() {
  std::uint64_t number = 0;
  if (getentropy(&number, sizeof number) == 0) return number;
  // Only a kernel without randomness comes here; a name that is taken is tried again, anyway.
  const auto now = std::chrono::steady_clock::now().time_since_epoch().count();
  return static_cast<std::uint64_t>(now) ^ (static_cast<std::uint64_t>(getpid()) << 32U);
}

}  // namespace logprobs::system

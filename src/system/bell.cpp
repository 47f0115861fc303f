#include "system/bell.hpp"

#include <fmt/format.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "logprobs/error.hpp"

namespace logprobs::system {

Bell::Bell() : descriptor_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  if (descriptor_ >= 0) return;
  throw Error(ExitCode::failed,
              fmt::format("nothing can be waited for: {}", std::generic_category().message(errno)));
}

Bell::~Bell() { ::close(descriptor_); }

void Bell::ring() const { (void)::eventfd_write(descriptor_, 1); }

void Bell::silence() const {
  eventfd_t count = 0;
  (void)::eventfd_read(descriptor_, &count);
}

}  // namespace logprobs::system

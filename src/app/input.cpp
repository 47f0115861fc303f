#include "input.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "logprobs/terminal.hpp"

namespace logprobs {
namespace {

std::string reason(int error) { return std::generic_category().message(error); }

}  // namespace

Input::Input(const std::string& name) {
  if (name == "-") {
    descriptor_ = STDIN_FILENO;
    return;
  }
  descriptor_ = open(name.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor_ < 0) problem_ = "cannot be opened: " + reason(errno);
}

Input::~Input() {
  if (descriptor_ > STDERR_FILENO) close(descriptor_);
}

Input::Got Input::read(std::span<char> room, std::size_t& size) {
  if (descriptor_ < 0) return Got::failure;
  for (;;) {
    if (!wait_readable(descriptor_)) return Got::signal;
    const ssize_t got = ::read(descriptor_, room.data(), room.size());
    if (got < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (got < 0) {
      problem_ = "cannot be read: " + reason(errno);
      return Got::failure;
    }
    size = static_cast<std::size_t>(got);
    return got == 0 ? Got::end : Got::bytes;
  }
}

}  // namespace logprobs

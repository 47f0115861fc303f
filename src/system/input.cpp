#include "system/input.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

#include "logprobs/error.hpp"
#include "logprobs/text.hpp"
#include "system/signals.hpp"

namespace logprobs::system {
namespace {

bool is_regular(int descriptor) {
  struct stat file {};
  return descriptor >= 0 && fstat(descriptor, &file) == 0 && S_ISREG(file.st_mode);
}

std::string reason(int error) { return std::generic_category().message(error); }

}  // namespace

std::optional<std::uint64_t> total_size(std::span<const std::string> names) {
  std::uint64_t total = 0;
  for (const std::string& name : names) {
    struct stat file {};
    const bool is_there =
        (name == "-" ? fstat(STDIN_FILENO, &file) : stat(name.c_str(), &file)) == 0;
    if (!is_there) continue;
    if (!S_ISREG(file.st_mode)) return std::nullopt;
    total += static_cast<std::uint64_t>(file.st_size);
  }
  return total;
}

Input::Input(const std::string& name)
    : descriptor_(name == "-" ? STDIN_FILENO : open(name.c_str(), O_RDONLY | O_CLOEXEC)),
      may_wait_(!is_regular(descriptor_)) {
  if (descriptor_ < 0) problem_ = "cannot be opened: " + reason(errno);
}

Input::Input(int descriptor, int error)
    : descriptor_(descriptor), may_wait_(!is_regular(descriptor)) {
  if (descriptor_ < 0) problem_ = "cannot be opened: " + reason(error);
}

Input::~Input() {
  if (descriptor_ > STDERR_FILENO) close(descriptor_);
}

bool Input::pass_over(std::uint64_t size) {
  return !may_wait_ && lseek(descriptor_, static_cast<off_t>(size), SEEK_CUR) >= 0;
}

bool Input::read_only(std::uint64_t begin, std::uint64_t end) {
  left_ = end - begin;
  return pass_over(begin);
}

Input::ReadResult Input::read(std::span<char> room, std::size_t& size) {
  if (received_signal() != 0) return ReadResult::signal;
  if (descriptor_ < 0) return ReadResult::failure;
  if (left_) room = room.first(std::min<std::uint64_t>(room.size(), *left_));
  for (;;) {
    if (may_wait_ && !wait_readable(descriptor_)) return ReadResult::signal;
    const ssize_t got = ::read(descriptor_, room.data(), room.size());
    if (got < 0 && (errno == EINTR || errno == EAGAIN)) continue;
    if (got < 0) {
      problem_ = errno == EISDIR ? "is a directory; name the files in it"
                                 : "cannot be read: " + reason(errno);
      return ReadResult::failure;
    }
    size = static_cast<std::size_t>(got);
    if (left_) {
      *left_ -= size;
      line_ends_ += count_line_ends({room.data(), size});
    }
    return got == 0 ? ReadResult::end : ReadResult::bytes;
  }
}

bool Input::is_ready() {
  constexpr int moment = 2;  // ms: a program that writes as fast as it can is not slower than that
  if (!may_wait_ || descriptor_ < 0) return true;
  pollfd wait{.fd = descriptor_, .events = POLLIN, .revents = 0};
  return received_signal() == 0 && poll(&wait, 1, moment) > 0;
}

bool Input::read_all(std::string& text, std::size_t most) {
  std::array<char, 65536> block;
  for (std::size_t size = 0; text.size() <= most;) {
    switch (read(block, size)) {
      case ReadResult::bytes:
        text.append(block.data(), size);
        break;
      case ReadResult::end:
        return true;
      case ReadResult::signal:
        throw Error(signal_code(), "");
      case ReadResult::failure:
        return false;
    }
  }
  problem_ = fmt::format("is larger than {} MiB", most >> 20);
  return false;
}

}  // namespace logprobs::system

#include "system/random_access.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace logprobs::system {

RandomAccess::RandomAccess(const std::string& name) {
  struct stat file {};
  // What is not a regular file may wait for a writer, or have an effect when it is opened.
  if (stat(name.c_str(), &file) != 0 || !S_ISREG(file.st_mode)) return;
  descriptor_ = open(name.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor_ >= 0 && fstat(descriptor_, &file) == 0) {
    size_ = static_cast<std::uint64_t>(file.st_size);
  }
}

RandomAccess::~RandomAccess() {
  if (descriptor_ >= 0) close(descriptor_);
}

bool RandomAccess::read(std::uint64_t at, std::span<char> into) const {
  while (!into.empty()) {
    const ssize_t got = pread(descriptor_, into.data(), into.size(), static_cast<off_t>(at));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    at += static_cast<std::uint64_t>(got);
    into = into.subspan(static_cast<std::size_t>(got));
  }
  return true;
}

}  // namespace logprobs::system

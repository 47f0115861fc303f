#include "system/random_access.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace logprobs::system {

RandomAccess::RandomAccess(const std::string& name) {
  struct stat file {};
  if (name == "-") {
    const off_t at = lseek(STDIN_FILENO, 0, SEEK_CUR);  // where a stream would be read from
    if (at < 0 || fstat(STDIN_FILENO, &file) != 0 || !S_ISREG(file.st_mode)) return;
    descriptor_ = STDIN_FILENO;
    begin_ = static_cast<std::uint64_t>(at);
    size_ = static_cast<std::uint64_t>(std::max(file.st_size, at) - at);
    return;
  }
  // What is not a regular file may wait for a writer, or have an effect when it is opened.
  if (stat(name.c_str(), &file) != 0 || !S_ISREG(file.st_mode)) return;
  descriptor_ = open(name.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor_ >= 0 && fstat(descriptor_, &file) == 0) {
    size_ = static_cast<std::uint64_t>(file.st_size);
  }
}

RandomAccess::RandomAccess(int descriptor, std::uint64_t next) {
  struct stat file {};
  const off_t at = lseek(descriptor, 0, SEEK_CUR);
  if (at < 0 || fstat(descriptor, &file) != 0 || !S_ISREG(file.st_mode)) return;
  descriptor_ = fcntl(descriptor, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  begin_ = static_cast<std::uint64_t>(at) - next;
  size_ = static_cast<std::uint64_t>(file.st_size) - begin_;
}

RandomAccess::~RandomAccess() {
  if (descriptor_ > STDERR_FILENO) close(descriptor_);
}

bool RandomAccess::read(std::uint64_t at, std::span<char> into) const {
  while (!into.empty()) {
    const auto place = static_cast<off_t>(begin_ + at);
    const ssize_t got = pread(descriptor_, into.data(), into.size(), place);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    at += static_cast<std::uint64_t>(got);
    into = into.subspan(static_cast<std::size_t>(got));
  }
  return true;
}

}  // namespace logprobs::system

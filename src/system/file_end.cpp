#include "system/file_end.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <string>

#include "system/random_access.hpp"

namespace logprobs::system {
namespace {

/// Writes all of it; returns errno.
int write_at(int descriptor, std::uint64_t offset, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written =
        ::pwrite(descriptor, text.data(), text.size(), static_cast<off_t>(offset));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return errno;
    text.remove_prefix(static_cast<std::size_t>(written));
    offset += static_cast<std::uint64_t>(written);
  }
  return ::ftruncate(descriptor, static_cast<off_t>(offset)) == 0 ? 0 : errno;
}

int replace_end(int descriptor, std::uint64_t size, std::uint64_t offset, std::string_view text) {
  errno = 0;
  const RandomAccess file(descriptor, 0);
  if (!file.is_open() && errno != 0) return errno;
  if (!file.is_open() || file.size() != size) return ESTALE;
  std::string before(size - offset, '\0');
  if (!file.read(offset, before)) return EIO;
  const int error = write_at(descriptor, offset, text);
  // Half of a line would spoil the file.
  if (error != 0) write_at(descriptor, offset, before);
  return error;
}

}  // namespace

int replace_end(const std::string& file, std::uint64_t size, std::uint64_t offset,
                std::string_view text) {
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CLOEXEC);
  if (descriptor < 0) return errno;
  const int error = replace_end(descriptor, size, offset, text);
  return ::close(descriptor) == 0 || error != 0 ? error : errno;
}

}  // namespace logprobs::system

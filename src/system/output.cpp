#include "system/output.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <system_error>
#include <utility>

#include "logprobs/error.hpp"
#include "system/descriptors.hpp"
#include "system/place.hpp"
#include "system/signals.hpp"
#include "system/temporary_file.hpp"

namespace logprobs::system {
namespace {

namespace fs = std::filesystem;

/// Waits a second at most until a descriptor that does not block takes more.
void await_room(int descriptor) {
  constexpr int step = 1000;  // milliseconds
  pollfd place{descriptor, POLLOUT, 0};
  (void)poll(&place, 1, step);
}

/// Has the bytes on the disk before a new name replaces an old file, which would be lost if the
/// machine stopped between the two. Returns errno; a full quota, too, may show only now.
int put_on_disk(int descriptor) {
  const bool cannot = fsync(descriptor) != 0 && errno != EINVAL && errno != EROFS;
  return cannot ? errno : 0;
}

}  // namespace

Output::Output(const std::string& name, std::optional<mode_t> mode)
    : name_(name == "-" ? "standard output" : name) {
  if (name == "-") {
    descriptor_ = STDOUT_FILENO;
  } else {
    open_file(name, mode);
  }
}

void Output::open_file(const std::string& name, std::optional<mode_t> mode) {
  const Devices devices = mode ? Devices::no_files : Devices::all;
  fs::path path = name;
  if (const int error = follow_links(path, devices); error != 0) fail(error);
  place_ = path.string();
  struct stat known {};
  const bool exists = stat(path.c_str(), &known) == 0;
  if (is_special_place(path, devices) || (exists && !S_ISREG(known.st_mode))) {
    return open_special(place_);
  }
  if (exists) check_writable();
  if (!mode && exists) mode = known.st_mode & 07777U;
  open_temporary(path, mode);
}

/// Renaming would replace even a file that may not be written; or it would fail, but only in the
/// end.
void Output::check_writable() const {
  const int descriptor = open(place_.c_str(), O_WRONLY | O_NOFOLLOW | O_CLOEXEC);
  if (descriptor < 0) fail(errno);
  close(descriptor);
  if (is_anothers(place_)) fail(EPERM);
}

void Output::open_special(const std::string& name) {
  const std::optional<int> known = named_descriptor(name);
  descriptor_ = known ? fcntl(*known, F_DUPFD_CLOEXEC, 3)
                      : open(name.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (descriptor_ < 0 && errno == EINTR && received_signal() != 0)
    return;  // waiting for the reader of a FIFO
  if (descriptor_ < 0) fail(errno);
}

void Output::open_temporary(const fs::path& path, std::optional<mode_t> mode) {
  constexpr mode_t anybody = 0666;  // less what umask takes away
  replaces_ = true;
  partial_ = place_ + ".partial";
  descriptor_ = open_new_file(path.parent_path(), mode.value_or(anybody), temporary_);
  if (descriptor_ < 0) fail(errno);
  note_temporary(temporary_);
  if (!mode || fchmod(descriptor_, *mode) == 0) return;
  const int error = errno;
  close(descriptor_);  // a constructor that throws has no destructor to do so
  remove_temporary();
  fail(error);
}

Output::~Output() {
  if (descriptor_ > STDERR_FILENO) close(descriptor_);
  if (!temporary_.empty()) remove_temporary();
}

void Output::remove_temporary() noexcept {
  unlink(temporary_.c_str());
  forget_temporary(temporary_);
}

void Output::write(std::string& bytes) {
  const int error = try_write(bytes);
  if (error != 0) fail(error);
  bytes.clear();
}

int Output::try_write(std::string_view bytes) {
  while (!bytes.empty() && !closed_) {
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EPIPE) {
      closed_ = true;
    } else if (errno == EAGAIN) {
      await_room(descriptor_);
    } else if (errno != EINTR) {
      return errno;
    }
    // A regular file takes all, or fails.
    if (!bytes.empty() && !replaces_ && is_patience_over()) closed_ = true;
  }
  return 0;
}

bool Output::is_lost_to(const std::string& target) const {
  if (target.empty()) return false;
  struct stat ours {};
  struct stat other {};
  const bool open = fstat(descriptor_, &ours) == 0 && stat(target.c_str(), &other) == 0 &&
                    S_ISREG(ours.st_mode) && ours.st_dev == other.st_dev &&
                    ours.st_ino == other.st_ino;
  return open || (!place_.empty() && is_same_place(place_, target));
}

void Output::commit() {
  const int error = try_commit(true);
  if (error != 0) fail(error);
}

int Output::try_commit(bool whole) noexcept {
  if (temporary_.empty()) return 0;
  const int descriptor = std::exchange(descriptor_, -1);
  const int error = put_on_disk(descriptor);
  const bool closed = close(descriptor) == 0 || errno == EINTR;  // Linux closes it in any case
  if (!closed || error != 0) return error != 0 ? error : errno;
  const std::string& target = whole ? place_ : partial_;
  if (std::rename(temporary_.c_str(), target.c_str()) != 0) return errno;
  forget_temporary(temporary_);
  temporary_.clear();
  return 0;
}

void Output::fail(int error) const {
  throw Error(ExitCode::failed, fmt::format("{}: cannot be written: {}", name_,
                                            std::generic_category().message(error)));
}

}  // namespace logprobs::system

#include "output.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>

#include "logprobs/error.hpp"

namespace logprobs {
namespace {

constexpr int longest_chain = 40;  // of symbolic links, as Linux has it

/// The file that `name` leads to through symbolic links, so that a link stays one.
std::filesystem::path follow_links(std::filesystem::path name) {
  std::error_code error;
  for (int i = 0; i < longest_chain && std::filesystem::is_symlink(name, error); ++i) {
    const std::filesystem::path next = std::filesystem::read_symlink(name, error);
    if (error) break;
    name = name.parent_path() / next;  // an absolute `next` replaces all of it
  }
  return name;
}

bool is_special_place(const std::filesystem::path& path) {
  std::error_code error;
  const std::string whole = std::filesystem::absolute(path, error).lexically_normal().string();
  return whole.starts_with("/dev/") || whole.starts_with("/proc/");
}

/// What a new file may be done with: what umask leaves.
mode_t new_file_mode() {
  const mode_t mask = umask(0);
  umask(mask);
  return 0666 & ~mask;
}

}  // namespace

Output::Output(const std::string& name) : name_(name == "-" ? "standard output" : name) {
  if (name == "-") {
    descriptor_ = STDOUT_FILENO;
  } else {
    open_file(name);
  }
}

void Output::open_file(const std::string& name) {
  const std::filesystem::path path = follow_links(name);
  struct stat known {};
  const bool exists = stat(name.c_str(), &known) == 0;
  if (is_special_place(name) || is_special_place(path) || (exists && !S_ISREG(known.st_mode))) {
    descriptor_ = open(name.c_str(), O_WRONLY | O_CLOEXEC);
    if (descriptor_ < 0) fail(errno);
    return;
  }
  target_ = path.string();
  temporary_ = target_ + ".XXXXXX";
  descriptor_ = mkostemp(temporary_.data(), O_CLOEXEC);
  if (descriptor_ < 0) {
    const int error = errno;
    temporary_.clear();
    fail(error);
  }
  const mode_t mode = exists ? known.st_mode & 07777U : new_file_mode();
  if (fchmod(descriptor_, mode) != 0) fail(errno);
}

Output::~Output() {
  if (descriptor_ > STDERR_FILENO) close(descriptor_);
  if (!temporary_.empty()) unlink(temporary_.c_str());
}

void Output::write(std::string& bytes) {
  std::string_view rest = bytes;
  while (!rest.empty() && !closed_) {
    const ssize_t written = ::write(descriptor_, rest.data(), rest.size());
    if (written >= 0) {
      rest.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EPIPE) {
      closed_ = true;
    } else if (errno != EINTR && errno != EAGAIN) {
      fail(errno);
    }
  }
  bytes.clear();
}

void Output::commit() {
  if (temporary_.empty()) return;
  const int descriptor = std::exchange(descriptor_, -1);
  if (close(descriptor) != 0) fail(errno);  // a full quota may be told only now
  if (std::rename(temporary_.c_str(), target_.c_str()) != 0) fail(errno);
  temporary_.clear();
}

void Output::fail(int error) const {
  throw Error(ExitCode::failed, fmt::format("{}: cannot be written: {}", name_,
                                            std::generic_category().message(error)));
}

}  // namespace logprobs

#include "system/desktop.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>

namespace logprobs::system {
namespace {

/// How it is started: in a session of its own, so that an interrupt of this program is not one of
/// the browser's, with the usual signals, and without the terminal.
class Detached {
 public:
  Detached() {
    posix_spawnattr_init(&attributes_);
    posix_spawn_file_actions_init(&files_);
    sigset_t signals;
    sigfillset(&signals);
    posix_spawnattr_setsigdefault(&attributes_, &signals);
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGDEF);
    for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
      posix_spawn_file_actions_addopen(&files_, descriptor, "/dev/null", O_RDWR, 0);
    }
  }
  ~Detached() {
    posix_spawn_file_actions_destroy(&files_);
    posix_spawnattr_destroy(&attributes_);
  }
  Detached(const Detached&) = delete;
  Detached& operator=(const Detached&) = delete;

  int start(const char* program, const std::string& file) const {
    std::string name = program;
    std::string argument = file;
    std::array<char*, 3> words = {name.data(), argument.data(), nullptr};
    pid_t process = 0;
    return posix_spawnp(&process, program, &files_, &attributes_, words.data(), environ);
  }

 private:
  posix_spawnattr_t attributes_{};
  posix_spawn_file_actions_t files_{};
};

}  // namespace

int open_on_desktop(const std::string& file) {
  const Detached detached;
  const int error = detached.start("xdg-open", file);
  return error == ENOENT ? detached.start("open", file) : error;
}

}  // namespace logprobs::system

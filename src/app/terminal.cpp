#include "logprobs/terminal.hpp"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/select.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <csignal>

namespace logprobs {
namespace {

constexpr std::array watched = {SIGINT, SIGTERM, SIGHUP};

// A signal handler can reach nothing else.
volatile std::sig_atomic_t signal_that_came = 0;

void note_signal(int signal) { signal_that_came = signal; }

/// The signals that are noted, as a set.
sigset_t watched_signals() {
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : watched) sigaddset(&set, signal);
  return set;
}

/// Waits until `descriptor` (-1: none) can be read, or the time is over. False when a signal came.
bool wait_on(int descriptor, const timespec* limit) {
  // A signal between the look and the wait would be missed, so both are blocked until the wait.
  const sigset_t blocked = watched_signals();
  sigset_t before;
  sigprocmask(SIG_BLOCK, &blocked, &before);
  while (received_signal() == 0) {
    fd_set set;
    FD_ZERO(&set);
    if (descriptor >= 0) FD_SET(descriptor, &set);
    if (pselect(descriptor + 1, &set, nullptr, nullptr, limit, &before) >= 0) break;
    if (errno != EINTR) break;  // whatever it is, the read will say
  }
  sigprocmask(SIG_SETMASK, &before, nullptr);
  return received_signal() == 0;
}

}  // namespace

Environment Environment::of_process() {
  std::vector<std::pair<std::string, std::string>> variables;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos) continue;
    variables.emplace_back(text.substr(0, equals), text.substr(equals + 1));
  }
  return Environment(std::move(variables));
}

std::string_view Environment::get(std::string_view name) const {
  for (const auto& [key, value] : variables_) {
    if (key == name) return value;
  }
  return {};
}

bool Environment::has(std::string_view name) const {
  return std::any_of(variables_.begin(), variables_.end(),
                     [&](const auto& variable) { return variable.first == name; });
}

bool is_terminal(int descriptor) { return isatty(descriptor) == 1; }

int terminal_width(int descriptor, const Environment& environment) {
  const std::string_view columns = environment.get("COLUMNS");
  int width = 0;
  const auto [end, error] = std::from_chars(columns.data(), columns.data() + columns.size(), width);
  if (error == std::errc() && end == columns.data() + columns.size() && width > 0) return width;
  winsize size{};
  if (ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return 80;
}

void guard_standard_descriptors() {
  for (int descriptor = 0; descriptor <= 2; ++descriptor) {
    if (fcntl(descriptor, F_GETFD) != -1 || errno != EBADF) continue;
    // The lowest free descriptor is taken, which is this one. To use it fails, as it should.
    (void)open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY);
  }
}

void watch_signals() {
  struct sigaction action {};
  action.sa_handler = note_signal;
  // Not restarted: a read that waits must end. Reset: the second one ends the process.
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  sigemptyset(&action.sa_mask);
  for (const int signal : watched) {
    struct sigaction before {};
    sigaction(signal, nullptr, &before);
    // What the caller has ignored (nohup, a script's background job) stays ignored.
    if (before.sa_handler != SIG_IGN) sigaction(signal, &action, nullptr);
  }
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
}

int received_signal() { return signal_that_came; }

ExitCode signal_code() {
  return received_signal() == SIGINT ? ExitCode::interrupted : ExitCode::terminated;
}

bool wait_readable(int descriptor) {
  if (descriptor >= FD_SETSIZE) return received_signal() == 0;  // beyond what select can name
  return wait_on(descriptor, nullptr);
}

bool wait_for(std::chrono::milliseconds time) {
  const timespec limit{time.count() / 1000, time.count() % 1000 * 1'000'000};
  return wait_on(-1, &limit);
}

}  // namespace logprobs

#include "system/full_screen.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <system_error>
#include <utility>

#include "logprobs/error.hpp"
#include "system/signals.hpp"

namespace logprobs::system {
namespace {

using Clock = std::chrono::steady_clock;

// DEC private modes: the alternate screen, no cursor, no wrapping, pastes in brackets (xterm's
// ctlseqs).
constexpr std::string_view entering = "\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[?2004h\x1b[m";
// A frame, or a text for the clipboard, may have been cut.
constexpr std::string_view leaving =
    "\x1b\\\x1b[?2026l\x1b[?1006l\x1b[?1000l\x1b[?2004l\x1b[m\x1b[?7h\x1b[?25h\x1b[?1049l";
constexpr std::string_view mouse_on = "\x1b[?1000h\x1b[?1006h";
constexpr std::string_view mouse_off = "\x1b[?1006l\x1b[?1000l";

// A signal handler reaches nothing but globals.
std::atomic<bool> size_changed = false;
std::atomic<bool> stop_asked = false;
std::atomic<bool> continued = false;
std::atomic<int> taken_terminal = -1;  // while it must be given back
termios settings_before{};
static_assert(std::atomic<int>::is_always_lock_free && std::atomic<bool>::is_always_lock_free);

/// Signals that are noted here, and those that end the process at once.
constexpr std::array noted_signals = {SIGWINCH, SIGTSTP, SIGCONT};
constexpr std::array deadly_signals = {SIGQUIT, SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL};

void note(int signal) {
  if (signal == SIGWINCH) size_changed = true;
  if (signal == SIGTSTP) stop_asked = true;
  if (signal == SIGCONT) continued = true;
}

/// Its own action is the usual one again (SA_RESETHAND).
void restore_and_end(int signal) {
  restore_terminal();
  (void)raise(signal);
}

/// Writes what the terminal takes within a second.
void write_last(int descriptor, std::string_view bytes) {
  constexpr int patience = 10;
  constexpr int step = 100;  // milliseconds
  for (int waits = 0; !bytes.empty() && waits < patience;) {
    const ssize_t written = write(descriptor, bytes.data(), bytes.size());
    if (written >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EAGAIN || errno == EINTR) {
      pollfd place{descriptor, POLLOUT, 0};
      (void)poll(&place, 1, step);
      ++waits;
    } else {
      return;
    }
  }
}

/// Settings in which each byte that is typed can be read at once and does nothing else. Those for
/// what is written stay.
termios raw(termios settings) {
  settings.c_iflag &=
      ~static_cast<tcflag_t>(BRKINT | PARMRK | ISTRIP | INLCR | IGNCR | ICRNL | IXON | IXOFF);
  settings.c_lflag &= ~static_cast<tcflag_t>(ECHO | ECHONL | ICANON | ISIG | IEXTEN);
  settings.c_cc[VMIN] = 1;
  settings.c_cc[VTIME] = 0;
  return settings;
}

int open_terminal() {
  const int descriptor = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor >= 0) return descriptor;
  throw Error(ExitCode::failed, fmt::format("the terminal (/dev/tty) cannot be opened: {}",
                                            std::generic_category().message(errno)));
}

/// Holds signals back, so that one that comes just before a wait is not missed.
class HeldSignals {
 public:
  HeldSignals() : before_() {
    sigset_t set = watched_signals();
    for (const int signal : noted_signals) sigaddset(&set, signal);
    pthread_sigmask(SIG_BLOCK, &set, &before_);
  }
  ~HeldSignals() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  HeldSignals(const HeldSignals&) = delete;
  HeldSignals& operator=(const HeldSignals&) = delete;

  /// The signals that were held back before.
  const sigset_t* before() const { return &before_; }

 private:
  sigset_t before_;
};

}  // namespace

void restore_terminal() noexcept {
  const int descriptor = taken_terminal.exchange(-1);
  if (descriptor < 0) return;
  const int error = errno;
  // A job in the background may still show what it drew, but the settings are those of another.
  sigset_t background;
  sigset_t before;
  sigemptyset(&background);
  sigaddset(&background, SIGTTOU);
  pthread_sigmask(SIG_BLOCK, &background, &before);
  write_last(descriptor, leaving);
  const pid_t foreground = tcgetpgrp(descriptor);
  if (foreground < 0 || foreground == getpgrp()) {
    tcsetattr(descriptor, TCSANOW, &settings_before);
  }
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  errno = error;
}

FullScreen::FullScreen() : FullScreen(open_terminal()) {}

FullScreen::FullScreen(int descriptor) : descriptor_(descriptor) {
  if (tcgetattr(descriptor_, &before_) != 0) {
    const int error = errno;
    close(descriptor_);
    throw Error(ExitCode::failed, fmt::format("the terminal cannot be used: {}",
                                              std::generic_category().message(error)));
  }
  fcntl(descriptor_, F_SETFL, fcntl(descriptor_, F_GETFL) | O_NONBLOCK);
  watch();
  enter();
}

/// From now on the signals are noted. One that the caller ignores stays ignored, and one that
/// others handle stays theirs.
void FullScreen::watch() {
  struct sigaction action {};
  sigemptyset(&action.sa_mask);
  auto* before = actions_.begin();
  action.sa_handler = note;
  action.sa_flags = SA_RESTART;
  for (const int signal : noted_signals) {
    sigaction(signal, nullptr, before);
    if (before->sa_handler != SIG_IGN || signal == SIGCONT) sigaction(signal, &action, nullptr);
    ++before;
  }
  action.sa_handler = restore_and_end;
  action.sa_flags = static_cast<int>(SA_RESETHAND | SA_NODEFER);
  for (const int signal : deadly_signals) {
    sigaction(signal, nullptr, before);
    if (before->sa_handler == SIG_DFL) sigaction(signal, &action, nullptr);
    ++before;
  }
  size_changed = stop_asked = continued = false;
}

/// Takes the terminal over. A job in the background is stopped here until it is in the foreground.
void FullScreen::enter() {
  const termios settings = raw(before_);
  settings_before = before_;
  while (tcsetattr(descriptor_, TCSANOW, &settings) != 0) {
    if (errno != EINTR || received_signal() != 0) {
      is_gone_ = errno != EINTR;
      return;
    }
  }
  taken_terminal = descriptor_;
  if (write(entering) && has_mouse_) write(mouse_on);
}

TerminalSize FullScreen::size() const {
  winsize size{};
  if (ioctl(descriptor_, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row == 0) return {};
  return {size.ws_col, size.ws_row};
}

/// What was noted since the last wait.
std::optional<Wake> FullScreen::noted() {
  if (received_signal() != 0) return Wake::signal;
  if (is_gone_) return Wake::gone;
  if (stop_asked.exchange(false)) {
    stop(false);
    return Wake::resize;
  }
  if (continued.exchange(false)) {  // something stopped it that cannot be noted
    enter();
    return Wake::resize;
  }
  if (size_changed.exchange(false)) return Wake::resize;
  return std::nullopt;
}

Wake FullScreen::wait(int other, std::optional<std::chrono::milliseconds> most) {
  const Clock::time_point end = Clock::now() + most.value_or(std::chrono::milliseconds(0));
  for (;;) {
    if (const std::optional<Wake> wake = noted()) return *wake;
    const auto left = std::max(end - Clock::now(), Clock::duration(0));
    const auto seconds = std::chrono::floor<std::chrono::seconds>(left);
    const timespec limit{seconds.count(), std::chrono::nanoseconds(left - seconds).count()};
    if (const std::optional<Wake> wake = wait_once(other, most ? &limit : nullptr)) return *wake;
  }
}

/// None if a signal may have come, which is then to be looked at while none is held back.
std::optional<Wake> FullScreen::wait_once(int other, const timespec* limit) {
  const HeldSignals held;
  if (received_signal() != 0 || stop_asked || continued || size_changed) return std::nullopt;
  std::array<pollfd, 2> places = {pollfd{descriptor_, POLLIN, 0}, pollfd{other, POLLIN, 0}};
  const int ready = ppoll(places.data(), places.size(), limit, held.before());
  if (ready < 0) return std::nullopt;
  if (ready == 0) return Wake::time;
  const short keys = places[0].revents;
  if ((keys & POLLIN) != 0) return Wake::key;
  if (keys == 0) return Wake::other;
  is_gone_ = true;
  return Wake::gone;
}

bool FullScreen::read(std::string& bytes) {
  constexpr std::size_t size = 65536;
  const std::size_t before = bytes.size();
  bytes.resize(before + size);
  const ssize_t got = ::read(descriptor_, bytes.data() + before, size);
  const int error = errno;
  bytes.resize(before + (got > 0 ? static_cast<std::size_t>(got) : 0));
  if (got == 0 || (got < 0 && error != EAGAIN && error != EINTR)) is_gone_ = true;
  return !is_gone_;
}

bool FullScreen::write(std::string_view bytes) {
  while (!bytes.empty() && !is_gone_) {
    if (received_signal() != 0) return false;
    const ssize_t written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EAGAIN) {
      const HeldSignals held;
      pollfd place{descriptor_, POLLOUT, 0};
      if (received_signal() == 0) (void)ppoll(&place, 1, nullptr, held.before());
    } else if (errno != EINTR) {
      is_gone_ = true;
    }
  }
  return !is_gone_;
}

void FullScreen::set_mouse(bool on) {
  if (on == has_mouse_) return;
  has_mouse_ = on;
  write(on ? mouse_on : mouse_off);
}

void FullScreen::suspend() { stop(true); }

/// Nothing where the caller does not want its jobs to stop.
void FullScreen::stop(bool whole_job) {
  struct sigaction noting {};
  sigaction(SIGTSTP, nullptr, &noting);
  if (descriptor_ < 0 || noting.sa_handler == SIG_IGN) return;
  restore_terminal();
  // What comes before it in a pipeline, and a script that runs it, stop as well.
  std::signal(SIGTSTP, SIG_IGN);
  if (whole_job) (void)kill(0, SIGTSTP);
  std::signal(SIGTSTP, SIG_DFL);
  (void)raise(SIGTSTP);
  sigaction(SIGTSTP, &noting, nullptr);
  continued = stop_asked = false;
  if (received_signal() == 0) enter();
}

void FullScreen::leave() noexcept {
  if (descriptor_ < 0) return;
  // No mouse's place is to reach the shell as if it were typed.
  restore_terminal();
  if (has_mouse_) tcflush(descriptor_, TCIFLUSH);
  const auto* before = actions_.begin();
  for (const int signal : noted_signals) sigaction(signal, before++, nullptr);
  for (const int signal : deadly_signals) sigaction(signal, before++, nullptr);
  close(std::exchange(descriptor_, -1));
  is_gone_ = true;
}

}  // namespace logprobs::system

#include "system/full_screen.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <stdexcept>
#include <thread>

#include "catch.hpp"
#include "logprobs/error.hpp"
#include "system/signals.hpp"

namespace logprobs::system {
namespace {

using std::chrono::milliseconds;

constexpr int none = -1;
constexpr std::string_view alternate = "\x1b[?1049h";
constexpr std::string_view usual = "\x1b[?1049l";

/// A terminal, seen from its other side. It is nobody's controlling terminal.
class Terminal {
 public:
  Terminal() : ours_(posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)) {
    REQUIRE(ours_ >= 0);
    REQUIRE(grantpt(ours_) == 0);
    REQUIRE(unlockpt(ours_) == 0);
    kept_ = open();  // or nothing could be read once others closed it
    REQUIRE(tcgetattr(kept_, &before_) == 0);
  }
  ~Terminal() {
    hang_up();
    close(kept_);
  }
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;

  /// A descriptor for a program that runs in it.
  int open() const { return ::open(ptsname(ours_), O_RDWR | O_NOCTTY | O_CLOEXEC); }
  void type(std::string_view keys) const {
    REQUIRE(write(ours_, keys.data(), keys.size()) == std::ssize(keys));
  }
  /// Reads what is written to it until that ends so.
  std::string shown_until(std::string_view end) const {
    std::string shown;
    while (!shown.ends_with(end)) {
      std::array<char, 4096> bytes{};
      pollfd place{ours_, POLLIN, 0};
      constexpr int patience = 60'000;  // milliseconds
      if (poll(&place, 1, patience) != 1) break;
      const ssize_t got = read(ours_, bytes.data(), bytes.size());
      if (got <= 0) break;
      shown.append(bytes.data(), static_cast<std::size_t>(got));
    }
    return shown;
  }
  /// Whether nothing more has been written to it.
  bool is_silent() const {
    pollfd place{ours_, POLLIN, 0};
    return poll(&place, 1, 0) == 0;
  }
  /// Whether a line was typed that nobody has read.
  bool has_line() const {
    pollfd place{kept_, POLLIN, 0};
    return poll(&place, 1, 0) == 1;
  }
  void resize(int columns, int rows) const {
    winsize size{};
    size.ws_col = static_cast<unsigned short>(columns);
    size.ws_row = static_cast<unsigned short>(rows);
    REQUIRE(ioctl(ours_, TIOCSWINSZ, &size) == 0);
  }
  void hang_up() {
    if (ours_ >= 0) close(ours_);
    ours_ = -1;
  }

  termios settings() const {
    termios now{};
    tcgetattr(kept_, &now);
    return now;
  }
  bool is_raw() const { return (settings().c_lflag & (ICANON | ECHO | ISIG)) == 0; }
  bool is_as_before() const {
    const termios now = settings();
    return now.c_iflag == before_.c_iflag && now.c_oflag == before_.c_oflag &&
           now.c_cflag == before_.c_cflag && now.c_lflag == before_.c_lflag &&
           std::equal(std::begin(now.c_cc), std::end(now.c_cc), std::begin(before_.c_cc));
  }

 private:
  int ours_;
  int kept_ = -1;
  termios before_{};
};

/// A process that runs `work` in a job of its own, and exits with what that returns.
template <typename Work>
pid_t start(Work work) {
  const pid_t child = fork();
  if (child == 0) {
    setpgid(0, 0);
    for (const int signal : {SIGTSTP, SIGABRT, SIGSEGV, SIGTERM}) std::signal(signal, SIG_DFL);
    alarm(60);  // seconds; ends a child that hangs
    _exit(work());
  }
  return child;
}

int status_of(pid_t child) {
  int status = -1;
  waitpid(child, &status, WUNTRACED);
  return status;
}

int code_of(pid_t child) {
  const int status = status_of(child);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST_CASE("a terminal is taken over and given back") {
  const Terminal terminal;
  {
    FullScreen screen(terminal.open());
    CHECK(terminal.is_raw());
    CHECK(terminal.shown_until("\x1b[m") == "\x1b[?1049h\x1b[?25l\x1b[?7l\x1b[?2004h\x1b[m");
    screen.leave();
    CHECK(terminal.is_as_before());
    const std::string shown = terminal.shown_until(usual);
    for (const char* part :
         {"\x1b[?2004l", "\x1b[?25h", "\x1b[?7h", "\x1b[?1000l", "\x1b[?2026l"}) {
      CHECK(shown.find(part) != std::string::npos);
    }
    screen.leave();
    CHECK_FALSE(screen.write("x"));
    std::string typed;
    CHECK_FALSE(screen.read(typed));
    CHECK(screen.wait(none, milliseconds(0)) == Wake::gone);
    screen.suspend();
  }
  const FullScreen second(terminal.open());
  CHECK(terminal.shown_until("\x1b[m").starts_with(alternate));  // nothing else was written
}

TEST_CASE("a terminal is given back by the destructor, as by what is thrown") {
  const Terminal terminal;
  try {
    const FullScreen screen(terminal.open());
    CHECK(terminal.is_raw());
    throw std::runtime_error("thrown");
  } catch (const std::runtime_error&) {
    CHECK(terminal.is_as_before());
    CHECK(terminal.shown_until(usual).ends_with(usual));
  }
}

TEST_CASE("a terminal is given back before messages of an end without destructors") {
  const Terminal terminal;
  const FullScreen screen(terminal.open());
  restore_terminal();
  CHECK(terminal.is_as_before());
  CHECK(terminal.shown_until(usual).ends_with(usual));
  restore_terminal();  // once is enough
  CHECK(code_of(start([] {
          restore_terminal();
          return 3;
        })) == 3);
}

TEST_CASE("a terminal is given back when the process is ended at once") {
  for (const int signal : {SIGABRT, SIGSEGV}) {
    const Terminal terminal;
    const int status = status_of(start([&] {
      const FullScreen screen(terminal.open());
      std::raise(signal);
      return 0;
    }));
    CHECK((WIFSIGNALED(status) && WTERMSIG(status) == signal));
    CHECK(terminal.is_as_before());
    CHECK(terminal.shown_until(usual).ends_with(usual));
  }
}

TEST_CASE("what is no terminal is refused") {
  CHECK_THROWS_AS(FullScreen(::open("/dev/null", O_RDWR | O_CLOEXEC)), Error);
  CHECK_THROWS_AS(FullScreen(-1), Error);
}

TEST_CASE("keys are read as they are typed") {
  const Terminal terminal;
  FullScreen screen(terminal.open());
  std::string typed = "before ";
  CHECK(screen.read(typed));  // waits for nothing
  CHECK(typed == "before ");
  terminal.type("q\r\x03\x1a\x13é");
  CHECK(screen.wait(none, std::nullopt) == Wake::key);
  CHECK(screen.read(typed));
  CHECK(typed == "before q\r\x03\x1a\x13é");
  CHECK(screen.wait(none, milliseconds(0)) == Wake::time);
}

TEST_CASE("a wait ends when another descriptor can be read, or has ended") {
  const Terminal terminal;
  FullScreen screen(terminal.open());
  std::array<int, 2> ends{};
  REQUIRE(pipe(ends.data()) == 0);
  CHECK(screen.wait(ends[0], milliseconds(0)) == Wake::time);
  REQUIRE(write(ends[1], "x", 1) == 1);
  CHECK(screen.wait(ends[0], std::nullopt) == Wake::other);
  terminal.type("k");
  CHECK(screen.wait(ends[0], std::nullopt) == Wake::key);
  std::string typed;
  screen.read(typed);
  char byte = 0;
  REQUIRE(read(ends[0], &byte, 1) == 1);
  close(ends[1]);
  CHECK(screen.wait(ends[0], std::nullopt) == Wake::other);
  close(ends[0]);
}

TEST_CASE("the size is that of the terminal, if it says so") {
  const Terminal terminal;
  FullScreen screen(terminal.open());
  CHECK(screen.size() == TerminalSize{80, 24});
  terminal.resize(120, 40);
  CHECK(screen.size() == TerminalSize{120, 40});
  terminal.resize(120, 0);
  CHECK(screen.size() == TerminalSize{80, 24});
}

TEST_CASE("another size ends a wait, once") {
  const Terminal terminal;
  FullScreen screen(terminal.open());
  raise(SIGWINCH);
  raise(SIGWINCH);
  CHECK(screen.wait(none, std::nullopt) == Wake::resize);
  CHECK(screen.wait(none, milliseconds(0)) == Wake::time);
  // Also while it waits.
  const pthread_t waiting = pthread_self();
  std::thread other([&] { pthread_kill(waiting, SIGWINCH); });
  CHECK(screen.wait(none, std::nullopt) == Wake::resize);
  other.join();
}

TEST_CASE("signals are handled as before once the terminal is left") {
  const auto handlers = [] {
    std::vector<void (*)(int)> found;
    for (const int signal : {SIGWINCH, SIGTSTP, SIGCONT, SIGQUIT, SIGABRT, SIGSEGV}) {
      struct sigaction action {};
      sigaction(signal, nullptr, &action);
      found.push_back(action.sa_handler);
    }
    return found;
  };
  const Terminal terminal;
  std::signal(SIGQUIT, SIG_DFL);
  const auto before = handlers();
  FullScreen screen(terminal.open());
  CHECK(handlers() != before);
  screen.leave();
  CHECK(handlers() == before);
}

TEST_CASE("a terminal that goes ends waits, reads and writes") {
  Terminal terminal;
  FullScreen screen(terminal.open());
  terminal.hang_up();
  std::string typed;
  const Wake wake = screen.wait(none, std::nullopt);
  CHECK((wake == Wake::gone || (wake == Wake::key && !screen.read(typed))));
  CHECK(screen.wait(none, std::nullopt) == Wake::gone);
  CHECK_FALSE(screen.read(typed));
  CHECK_FALSE(screen.write("x"));
  screen.leave();
}

TEST_CASE("a terminal that is slow gets all") {
  const Terminal terminal;
  FullScreen screen(terminal.open());
  const std::string text = std::string(1 << 20, 'x') + "end";
  std::string shown;
  std::thread reader([&] { shown = terminal.shown_until("end"); });
  CHECK(screen.write(text));
  reader.join();
  CHECK(shown.ends_with(text));
}

TEST_CASE("a signal ends what is written, and a wait") {
  const Terminal terminal;
  const pid_t child = start([&] {
    watch_signals();
    FullScreen screen(terminal.open());
    screen.write("ready");
    const bool waited = screen.wait(none, std::nullopt) == Wake::signal;
    return waited && received_signal() == SIGTERM && !screen.write("x") ? 0 : 1;
  });
  CHECK(terminal.shown_until("ready").starts_with(alternate));
  kill(child, SIGTERM);
  CHECK(code_of(child) == 0);
  const Terminal stuck;
  const pid_t writer = start([&] {
    watch_signals();
    FullScreen screen(stuck.open());
    return screen.write(std::string(1 << 20, 'x')) ? 1 : 0;
  });
  CHECK(stuck.shown_until("x").starts_with(alternate));  // and then nobody reads
  kill(writer, SIGTERM);
  CHECK(code_of(writer) == 0);
}

TEST_CASE("the mouse is told of only when that is asked for, also after a stop") {
  const Terminal terminal;
  FullScreen screen(terminal.open());
  screen.set_mouse(true);
  CHECK(terminal.shown_until("\x1b[?1006h").ends_with("\x1b[m\x1b[?1000h\x1b[?1006h"));
  screen.set_mouse(true);
  screen.set_mouse(false);
  CHECK(terminal.shown_until("\x1b[?1000l") == "\x1b[?1006l\x1b[?1000l");
  screen.set_mouse(true);
  raise(SIGCONT);
  CHECK(screen.wait(none, std::nullopt) == Wake::resize);
  CHECK(terminal.shown_until("\x1b[m\x1b[?1000h\x1b[?1006h").find(alternate) != std::string::npos);
}

/// Checks that a job that stops gives the terminal back, and takes it over again afterwards.
void check_stopped(const Terminal& terminal, pid_t child) {
  const int status = status_of(child);
  REQUIRE(WIFSTOPPED(status));
  CHECK(terminal.is_as_before());
  CHECK(terminal.shown_until(usual).ends_with(usual));
  kill(child, SIGCONT);
  CHECK(terminal.shown_until("again").starts_with(alternate));
  CHECK(terminal.is_raw());
  terminal.type("q");
  CHECK(code_of(child) == 0);
  CHECK(terminal.is_as_before());
}

/// Says that it goes on, and waits for a key.
int go_on(FullScreen& screen) {
  screen.write("again");
  if (screen.wait(none, std::nullopt) != Wake::key) return 2;
  screen.leave();
  return 0;
}

TEST_CASE("a job that stops itself gives the terminal back meanwhile") {
  const Terminal terminal;
  check_stopped(terminal, start([&] {
                  FullScreen screen(terminal.open());
                  screen.suspend();
                  return go_on(screen);
                }));
}

TEST_CASE("so does one that is stopped from outside, also twice") {
  const Terminal terminal;
  const pid_t child = start([&] {
    FullScreen screen(terminal.open());
    for (int i = 0; i < 2; ++i) {
      screen.write("ready");
      if (screen.wait(none, std::nullopt) != Wake::resize) return 1;
    }
    return go_on(screen);
  });
  terminal.shown_until("ready");
  kill(child, SIGTSTP);
  REQUIRE(WIFSTOPPED(status_of(child)));
  CHECK(terminal.is_as_before());
  kill(child, SIGCONT);
  CHECK(terminal.shown_until("ready").find(alternate) != std::string::npos);
  kill(child, SIGTSTP);
  check_stopped(terminal, child);
}

TEST_CASE("one that was stopped at once takes the terminal over again") {
  const Terminal terminal;
  const pid_t child = start([&] {
    FullScreen screen(terminal.open());
    screen.write("ready");
    return screen.wait(none, std::nullopt) == Wake::resize ? go_on(screen) : 1;
  });
  terminal.shown_until("ready");
  kill(child, SIGSTOP);
  REQUIRE(WIFSTOPPED(status_of(child)));
  const termios others = [&] {
    termios now = terminal.settings();
    now.c_lflag |= ICANON | ECHO | ISIG;
    return now;
  }();
  const int descriptor = terminal.open();
  tcsetattr(descriptor, TCSANOW, &others);
  close(descriptor);
  kill(child, SIGCONT);
  CHECK(terminal.shown_until("again").starts_with(alternate));
  CHECK(terminal.is_raw());
  terminal.type("q");
  CHECK(code_of(child) == 0);
  CHECK(terminal.is_as_before());
}

TEST_CASE("a signal that comes while it is stopped leaves the terminal alone") {
  const Terminal terminal;
  const pid_t child = start([&] {
    watch_signals();
    FullScreen screen(terminal.open());
    screen.suspend();
    return screen.wait(none, std::nullopt) == Wake::signal ? 0 : 1;
  });
  REQUIRE(WIFSTOPPED(status_of(child)));
  terminal.shown_until(usual);
  kill(child, SIGTERM);
  kill(child, SIGCONT);
  CHECK(code_of(child) == 0);
  CHECK(terminal.is_as_before());
  CHECK(terminal.is_silent());
}

TEST_CASE("what was typed ahead is there for the next program, unless it may be of the mouse") {
  for (const bool has_mouse : {false, true}) {
    const Terminal terminal;
    FullScreen screen(terminal.open());
    screen.set_mouse(has_mouse);
    terminal.type("next\n");
    screen.leave();
    CHECK(terminal.has_line() != has_mouse);
  }
}

TEST_CASE("a job that must not stop goes on") {
  const Terminal terminal;
  CHECK(code_of(start([&] {
          std::signal(SIGTSTP, SIG_IGN);
          FullScreen screen(terminal.open());
          screen.suspend();
          std::raise(SIGTSTP);
          return screen.wait(none, milliseconds(0)) == Wake::time ? 0 : 1;
        })) == 0);
}

}  // namespace
}  // namespace logprobs::system

// A signal is noted for the whole process, so every test runs in one of its own.
#include "system/signals.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>

#include "catch.hpp"

using namespace logprobs;
using namespace logprobs::system;

namespace {

constexpr std::chrono::hours forever{1};

/// How a child process ended that does `work` and exits with what that returns.
template <typename Work>
int status_of(Work work) {
  const pid_t child = fork();
  if (child == 0) {
    alarm(60);  // seconds; ends a child that hangs
    _exit(work());
  }
  int status = -1;
  waitpid(child, &status, 0);
  return status;
}

/// The exit status of such a child.
template <typename Work>
int code_of(Work work) {
  const int status = status_of(work);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

TEST_CASE("signals are noted, and each has its exit code") {
  for (const auto& [signal, code] :
       {std::pair(SIGINT, 130), std::pair(SIGTERM, 143), std::pair(SIGHUP, 143)}) {
    CHECK(code_of([signal = signal] {
            std::signal(signal, SIG_DFL);  // whoever runs the tests may ignore it, as nohup does
            watch_signals();
            if (received_signal() != 0) return 1;
            raise(signal);
            return received_signal() == signal ? static_cast<int>(signal_code()) : 2;
          }) == code);
  }
}

TEST_CASE("a second signal ends the process") {
  const int status = status_of([] {
    watch_signals();
    raise(SIGTERM);
    raise(SIGTERM);
    return 0;
  });
  CHECK((WIFSIGNALED(status) && WTERMSIG(status) == SIGTERM));
}

TEST_CASE("a signal that the caller ignores stays ignored") {
  CHECK(code_of([] {
          std::signal(SIGHUP, SIG_IGN);
          watch_signals();
          raise(SIGHUP);
          return received_signal();
        }) == 0);
}

TEST_CASE("a closed pipe is an error of the write") {
  CHECK(code_of([] {
          watch_signals();
          std::array<int, 2> ends{};
          if (pipe(ends.data()) != 0) return 1;
          close(ends[0]);
          return write(ends[1], "x", 1) == -1 && errno == EPIPE ? 0 : 2;
        }) == 0);
}

TEST_CASE("a signal ends a wait, whether it comes before or during it") {
  CHECK(code_of([] {
          watch_signals();
          raise(SIGINT);
          return wait_for(forever) || wait_readable(STDIN_FILENO) ? 1 : 0;
        }) == 0);
  std::array<int, 2> ends{};
  REQUIRE(pipe(ends.data()) == 0);
  CHECK(code_of([&ends] {
          watch_signals();
          const pid_t waiting = getpid();
          if (fork() == 0) {
            kill(waiting, SIGINT);
            _exit(0);
          }
          return wait_readable(ends[0]) ? 1 : 0;
        }) == 0);
  close(ends[0]);
  close(ends[1]);
}

TEST_CASE("a wait ends when its time is over, or when there is something to read") {
  CHECK(wait_for(std::chrono::milliseconds(1)));
  std::array<int, 2> ends{};
  REQUIRE(pipe(ends.data()) == 0);
  REQUIRE(write(ends[1], "x", 1) == 1);
  CHECK(wait_readable(ends[0]));
  close(ends[0]);
  close(ends[1]);
}

TEST_CASE("a wait leaves the signal mask as it was") {
  sigset_t some;
  sigemptyset(&some);
  sigaddset(&some, SIGUSR1);
  sigset_t original;
  pthread_sigmask(SIG_BLOCK, &some, &original);
  wait_for(std::chrono::milliseconds(1));
  sigset_t after;
  pthread_sigmask(SIG_SETMASK, &original, &after);
  CHECK(sigismember(&after, SIGUSR1) == 1);
  CHECK(sigismember(&after, SIGINT) == 0);
}
